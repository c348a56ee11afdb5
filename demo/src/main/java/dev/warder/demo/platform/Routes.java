package dev.warder.demo.platform;

import dev.warder.demo.platform.Things.Form;
import dev.warder.demo.wire.Json;
import java.io.IOException;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The platform's operations.
///
/// Source routes of the JumpCloud API specifications (TheJumpCloud/jcapi-powershell, MIT, © 2020
/// TheJumpCloud), except those of API keys, which these do not describe
final class Routes {
  private final Issuer issuer;
  private final Workshop workshop;

  private final Supplier<List<String>> organizations;

  Routes(Issuer issuer, Workshop workshop, Supplier<List<String>> organizations) {
    this.issuer = issuer;
    this.workshop = workshop;
    this.organizations = organizations;
  }

  List<Route> all() {
    List<Route> all = new ArrayList<>();
    Things users = things(all, "/api/systemusers", Shelf.USERS, "01", Form.PAGE);
    all.add(new Route("POST", "/api/systemusers", users::create));
    all.add(new Route("DELETE", "/api/systemusers/{}", users::delete));
    all.add(new Route("POST", "/api/search/systemusers", users::list));
    all.add(new Route("GET", "/api/systemusers/{}/sshkeys", this::sshKeys));
    for (String deed : List.of("unlock", "resetmfa", "expire")) {
      all.add(new Route("POST", "/api/systemusers/{}/" + deed, call -> deed(call, deed)));
    }
    Things systems = things(all, "/api/systems", Shelf.SYSTEMS, "02", Form.PAGE);
    all.add(new Route("DELETE", "/api/systems/{}", systems::delete));
    all.add(new Route("POST", "/api/search/systems", systems::list));
    Things commands = things(all, "/api/commands", Shelf.COMMANDS, "07", Form.PAGE);
    all.add(new Route("POST", "/api/commands", commands::create));
    all.add(new Route("DELETE", "/api/commands/{}", commands::delete));
    all.add(new Route("POST", "/api/v2/commands/{}/associations", this::associate));
    all.add(new Route("POST", "/api/runCommand", this::runCommand));
    all.add(new Route("POST", "/api/command/trigger/{}", this::trigger));
    Things results = things(all, "/api/commandresults", Shelf.COMMAND_RESULTS, "08", Form.PAGE);
    all.add(new Route("DELETE", "/api/commandresults/{}", results::delete));
    things(all, "/api/applications", Shelf.APPLICATIONS, "06", Form.PAGE);
    Things groups = things(all, "/api/v2/usergroups", Shelf.USER_GROUPS, "03", Form.LIST);
    all.add(new Route("POST", "/api/v2/usergroups", groups::create));
    all.add(new Route("GET", "/api/v2/usergroups/{}/members", this::members));
    all.add(new Route("POST", "/api/v2/usergroups/{}/members", this::associate));
    things(all, "/api/v2/systemgroups", Shelf.SYSTEM_GROUPS, "04", Form.LIST);
    things(all, "/api/v2/policies", Shelf.POLICIES, "05", Form.LIST);
    all.add(new Route("GET", "/api/v2/activedirectories/{}/agents/{}", this::agent));
    all.add(new Route("GET", "/api/organizations", this::organizations));
    all.add(new Route("POST", "/insights/directory/v1/events", this::events));
    all.add(new Route("GET", "/api/v2/administrators/{}/apikeys", this::keys));
    all.add(new Route("POST", "/api/v2/administrators/{}/apikeys", this::issue));
    all.add(new Route("DELETE", "/api/v2/administrators/{}/apikeys/{}", this::end));
    return List.copyOf(all);
  }

  private static Things things(List<Route> all, String path, Shelf shelf, String mark, Form form) {
    Things things = new Things(shelf, mark, form);
    all.add(new Route("GET", path, things::list));
    all.add(new Route("GET", path + "/{}", things::get));
    all.add(new Route("PUT", path + "/{}", things::update));
    return things;
  }

  private Reply sshKeys(Call call) {
    return call.organization().find(Shelf.USERS, call.id()) == null
        ? Reply.NOT_FOUND
        : Reply.list(List.of(Json.object().put("name", "laptop").put("public_key", "ssh-ed25519")));
  }

  private Reply deed(Call call, String deed) {
    if (call.organization().find(Shelf.USERS, call.id()) == null) {
      return Reply.NOT_FOUND;
    }
    call.note("user_" + deed, call.id());
    return Reply.of(Json.object());
  }

  private Reply associate(Call call) {
    call.note("association_change", call.id());
    return Reply.NOTHING;
  }

  private Reply members(Call call) {
    return call.organization().find(Shelf.USER_GROUPS, call.id()) == null
        ? Reply.NOT_FOUND
        : Reply.list(call.organization().list(Shelf.USERS, 0, call.limit()));
  }

  private Reply agent(Call call) {
    ObjectNode agent = Json.object().put("id", call.ids().getLast()).put("state", "active");
    return call.organization().find(Shelf.DIRECTORIES, call.id()) == null
        ? Reply.NOT_FOUND
        : Reply.of(agent);
  }

  /// One's own; for the staff all there are.
  private Reply organizations(Call call) {
    List<String> names =
        call.by().tenant().equals(Platform.STAFF)
            ? organizations.get()
            : List.of(call.organization().name());
    return Reply.page(
        names.stream()
            .skip(call.skip())
            .limit(call.limit())
            .map(name -> Json.object().put("_id", name))
            .toList(),
        names.size());
  }

  private Reply events(Call call) {
    return Reply.list(call.organization().events(call.body().path("limit").asInt(100)));
  }

  /// `{"command": id, "systemIds": [ids], "runAt": time}`; without a time at once.
  private Reply runCommand(Call call) {
    String command = call.body().path("command").asString("");
    if (call.organization().find(Shelf.COMMANDS, command) == null) {
      return Reply.NOT_FOUND;
    }
    List<String> systems = new ArrayList<>();
    for (JsonNode system : call.body().path("systemIds")) {
      systems.add(system.asString(""));
    }
    String runAt = call.body().path("runAt").asString("");
    try {
      return take(call, command, systems, runAt.isEmpty() ? call.now() : Instant.parse(runAt));
    } catch (DateTimeParseException e) {
      return Reply.problem(400, "runAt is no time");
    }
  }

  /// Starts the command of that name, on the organization's first devices.
  private Reply trigger(Call call) {
    for (ObjectNode command : call.organization().list(Shelf.COMMANDS, 0, Integer.MAX_VALUE)) {
      if (command.path("trigger").asString("").equals(call.id())) {
        List<String> systems = call.organization().ids(Shelf.SYSTEMS);
        return take(
            call,
            command.path("_id").asString(""),
            systems.subList(0, Math.min(3, systems.size())),
            call.now());
      }
    }
    return Reply.NOT_FOUND;
  }

  private Reply take(Call call, String command, List<String> systems, Instant due) {
    boolean later = due.isAfter(call.now());
    if (later) {
      call.note("command_schedule", command);
    }
    workshop.take(
        call.organization(),
        new Work(
            call.organization().name(),
            command,
            systems,
            due,
            call.by(),
            later,
            Work.Fate.WAITING,
            ""));
    return Reply.of(Json.object().put("command", command).put("devices", systems.size()));
  }

  private Reply keys(Call call) {
    return Reply.list(call.organization().list(Shelf.API_KEYS, call.skip(), call.limit()));
  }

  /// A key of the organization whose key asks for it, whatever organization the call is about.
  private Reply issue(Call call) throws IOException {
    Issuer.Issued issued =
        issuer.issue(call.by().tenant(), call.body().path("name").asString("key"), call.by().key());
    call.organization().put(Shelf.API_KEYS, issued.id(), Json.object().put("admin", call.id()));
    call.note("admin_apikey_create", issued.id());
    return new Reply(201, Json.object().put("id", issued.id()).put("secret", issued.secret()));
  }

  private Reply end(Call call) throws IOException {
    String key = call.ids().getLast();
    if (!call.organization().remove(Shelf.API_KEYS, key)) {
      return Reply.NOT_FOUND;
    }
    issuer.end(key);
    call.note("admin_apikey_delete", key);
    return Reply.NOTHING;
  }
}
