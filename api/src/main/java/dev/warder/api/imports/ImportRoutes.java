package dev.warder.api.imports;

import static java.util.Objects.requireNonNull;

import dev.warder.api.http.Call;
import dev.warder.api.http.ProblemException;
import dev.warder.api.http.Reply;
import dev.warder.api.http.Route;
import dev.warder.api.http.Route.Entry;
import dev.warder.api.http.Route.Runs;
import dev.warder.api.json.BodyException;
import dev.warder.api.json.JsonObject;
import dev.warder.api.json.JsonText;
import dev.warder.api.wire.Actors;
import dev.warder.api.wire.KeyJson;
import dev.warder.api.wire.KeyWish;
import dev.warder.api.wire.Own;
import dev.warder.api.wire.Refusals;
import dev.warder.keys.ImportReport;
import dev.warder.keys.ImportRequest;
import dev.warder.keys.ImportRequest.Effect;
import dev.warder.keys.Keys;
import dev.warder.keys.foreign.ForeignFormat;
import dev.warder.keys.foreign.FormatReader;
import dev.warder.keys.foreign.FormatReading;
import dev.warder.keys.foreign.Layout;
import dev.warder.policy.Mode;
import java.util.List;
import java.util.Set;

/// `POST /v1/imports`: keys that another system issued, as hashes with their format described; so
/// many lines at a time. A bad line stops nothing: it is counted and told.
///
/// Guarantees no key of the tenant `warder` comes in, whoever asks; no answer holds what a line
/// said
public final class ImportRoutes {
  private static final int SETTINGS = 16;
  private static final int SETTING = 512;
  private static final int SCOPES = 256;
  private static final int SCOPE = 512;
  private static final int LINE = 32_768;

  private final Keys keys;

  public ImportRoutes(Keys keys) {
    this.keys = requireNonNull(keys, "keys is null");
  }

  public List<Route> routes() {
    return List.of(
        new Route(
            "POST",
            "/v1/imports",
            Entry.CREDENTIAL,
            Runs.ASIDE,
            Set.of(200, 401, 403, 409, 415, 429, 504),
            this::take));
  }

  private Reply take(Call call) throws ProblemException {
    call.allowQuery(Set.of());
    return Refusals.translated(() -> {
      JsonObject body = Refusals.body(call);
      ImportRequest request =
          new ImportRequest(
              format(body),
              body.texts("scope", SCOPES, SCOPE),
              KeyWish.constant(body, "mode", Mode.class, Mode.OBSERVE),
              KeyWish.constant(body, "layout", Layout.class, Layout.NDJSON),
              body.texts("lines", ImportRequest.MOST_LINES, LINE),
              Set.of(Own.TENANT),
              body.flag("dry_run") ? Effect.DRY_RUN : Effect.TAKE_IN);
      body.end();
      return document(keys.importKeys(Actors.of(call), request));
    });
  }

  private static ForeignFormat format(JsonObject body) throws BodyException {
    return switch (FormatReader.read(body.map("format", SETTINGS, SETTING))) {
      case FormatReading.Declared(ForeignFormat format) -> format;
      case FormatReading.Unusable(List<String> reasons) ->
          throw body.refused("format", "makes no sense: " + String.join("; ", reasons));
    };
  }

  private static Reply document(ImportReport report) {
    return Reply.json(
        200,
        JsonText.of(json -> {
          json.writeStartObject();
          json.writeNumberProperty("taken", report.taken());
          json.writeNumberProperty("known", report.known());
          json.writeNumberProperty("refused", report.refused());
          json.writeObjectPropertyStart("faults");
          report
              .faults()
              .forEach((fault, count) -> json.writeNumberProperty(KeyJson.word(fault), count));
          json.writeEndObject();
          json.writeArrayPropertyStart("refusals");
          for (ImportReport.Refusal refusal : report.refusals()) {
            json.writeStartObject();
            json.writeNumberProperty("line", refusal.line());
            json.writeStringProperty("fault", KeyJson.word(refusal.fault()));
            JsonText.optional(json, "field", refusal.field());
            json.writeStringProperty("advice", refusal.fault().advice());
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeEndObject();
        }));
  }
}
