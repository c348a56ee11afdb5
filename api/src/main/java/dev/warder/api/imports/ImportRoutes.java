package dev.warder.api.imports;

import dev.warder.api.http.Call;
import dev.warder.api.http.ProblemException;
import dev.warder.api.http.Reply;
import dev.warder.api.http.Route;
import dev.warder.api.http.Route.Entry;
import dev.warder.api.http.Route.Runs;
import dev.warder.api.json.JsonObject;
import dev.warder.api.json.JsonText;
import dev.warder.api.wire.Actors;
import dev.warder.api.wire.Refusals;
import dev.warder.keys.Imported;
import dev.warder.keys.Keys;
import java.util.List;
import java.util.Set;

/// `POST /v1/imports`: keys that another system issued, as hashes with their format described. A
/// bad line stops nothing: it is counted and told.
public final class ImportRoutes {
  private static final int FORMAT = 8_192;
  private static final int MOST_LINES = 10_000;
  private static final int LINE = 4_096;

  private final Keys keys;

  public ImportRoutes(Keys keys) {
    this.keys = keys;
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
      String format = body.text("format", FORMAT);
      List<String> lines = body.texts("lines", MOST_LINES, LINE);
      body.end();
      return document(keys.importKeys(Actors.of(call), format, lines));
    });
  }

  private static Reply document(Imported imported) {
    return Reply.json(
        200,
        JsonText.of(json -> {
          json.writeStartObject();
          json.writeNumberProperty("taken", imported.taken());
          json.writeNumberProperty("known", imported.known());
          json.writeNumberProperty("refused", imported.refused());
          json.writeArrayPropertyStart("reasons");
          for (Imported.Refusal refusal : imported.reasons()) {
            json.writeStartObject();
            json.writeNumberProperty("line", refusal.line());
            json.writeStringProperty("why", refusal.why());
            json.writeEndObject();
          }
          json.writeEndArray();
          json.writeEndObject();
        }));
  }
}
