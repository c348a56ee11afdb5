package dev.warder.api.incidents;

import static java.util.Objects.requireNonNull;

import dev.warder.api.http.Call;
import dev.warder.api.http.Problem;
import dev.warder.api.http.ProblemCode;
import dev.warder.api.http.ProblemException;
import dev.warder.api.http.Reply;
import dev.warder.api.http.Route;
import dev.warder.api.http.Route.Entry;
import dev.warder.api.http.Route.Runs;
import dev.warder.api.json.BodyException;
import dev.warder.api.json.JsonObject;
import dev.warder.api.json.JsonText;
import dev.warder.api.wire.Actors;
import dev.warder.api.wire.PageLimit;
import dev.warder.api.wire.Refusals;
import dev.warder.model.finding.Closing;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.core.JsonGenerator;

/// `/v1/incidents`: what the engine concluded about calls, as OCSF has it, and what somebody made
/// of that.
public final class IncidentRoutes {
  private static final int NOTE = 2_000;
  private static final int WORD = 32;

  private final Incidents incidents;

  public IncidentRoutes(Incidents incidents) {
    this.incidents = requireNonNull(incidents, "incidents is null");
  }

  public List<Route> routes() {
    return List.of(
        new Route(
            "GET",
            "/v1/incidents",
            Entry.CREDENTIAL,
            Runs.ASIDE,
            Set.of(200, 401, 403, 429, 504),
            this::list),
        new Route(
            "GET",
            "/v1/incidents/{uid}",
            Entry.CREDENTIAL,
            Runs.ASIDE,
            Set.of(200, 401, 403, 404, 429, 504),
            this::show),
        new Route(
            "POST",
            "/v1/incidents/{uid}/close",
            Entry.CREDENTIAL,
            Runs.ASIDE,
            Set.of(200, 401, 403, 404, 415, 429, 504),
            this::close));
  }

  private Reply list(Call call) throws ProblemException {
    call.allowQuery(Set.of("cursor", "limit"));
    Incidents.Page page =
        incidents.newest(call.query("cursor"), PageLimit.read(call.query("limit")));
    return Reply.json(
        200,
        JsonText.of(json -> {
          json.writeStartObject();
          documents(json, "incidents", page.incidents());
          JsonText.optional(json, "next", page.next());
          json.writeEndObject();
        }));
  }

  private Reply show(Call call) throws ProblemException {
    call.allowQuery(Set.of());
    return reply(incidents.find(call.parameter("uid")));
  }

  private Reply close(Call call) throws ProblemException {
    call.allowQuery(Set.of());
    return Refusals.translated(() -> {
      JsonObject body = Refusals.body(call);
      Closing.Verdict verdict = verdict(body);
      String note = body.text("note", "", NOTE);
      body.end();
      return reply(incidents.close(Actors.of(call), call.parameter("uid"), verdict, note));
    });
  }

  private static Closing.Verdict verdict(JsonObject body) throws BodyException {
    String word = body.text("verdict", WORD);
    for (Closing.Verdict verdict : Closing.Verdict.values()) {
      if (word(verdict).equals(word)) {
        return verdict;
      }
    }
    throw body.refused(
        "verdict",
        "must be one of "
            + Arrays.stream(Closing.Verdict.values())
                .map(IncidentRoutes::word)
                .collect(Collectors.joining(", ")));
  }

  private static String word(Closing.Verdict verdict) {
    return verdict.name().toLowerCase(Locale.ROOT);
  }

  private static Reply reply(Optional<Incidents.Told> found) {
    Incidents.Told told = found.orElse(null);
    if (told == null) {
      return Problem.of(ProblemCode.NOT_FOUND, "There is no such incident.").reply();
    }
    return Reply.json(
        200,
        JsonText.of(json -> {
          json.writeStartObject();
          json.writeName("incident");
          json.writeRawValue(told.incident());
          documents(json, "findings", told.findings());
          json.writeEndObject();
        }));
  }

  private static void documents(JsonGenerator json, String name, List<String> documents) {
    json.writeArrayPropertyStart(name);
    documents.forEach(json::writeRawValue);
    json.writeEndArray();
  }
}
