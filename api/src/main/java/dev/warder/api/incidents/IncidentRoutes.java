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
import dev.warder.api.json.JsonText;
import dev.warder.api.wire.PageLimit;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JsonGenerator;

/// `/v1/incidents`: what the engine concluded about the calls at the gate, as OCSF has it.
public final class IncidentRoutes {
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
            this::show));
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
    Incidents.Told told = incidents.find(call.parameter("uid")).orElse(null);
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
