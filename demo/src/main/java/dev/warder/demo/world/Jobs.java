package dev.warder.demo.world;

import dev.warder.demo.wire.Answer;
import dev.warder.demo.wire.Json;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// What honest software does in one run.
final class Jobs {
  private Jobs() {}

  /// HR system: who changed since the last run; now and then one is updated.
  static void hrPoll(Visit visit) throws IOException, InterruptedException {
    Answer users = visit.get("/api/systemusers?limit=100&sort=-modified");
    Optional<String> user = visit.some(users);
    if (user.isPresent() && visit.draw().perMille(160)) {
      visit.get("/api/systemusers/" + user.get());
      visit.put("/api/systemusers/" + user.get(), Json.object().put("department", "moved"));
    }
  }

  /// HR system, once a night: all of it, new people, group membership.
  static void hrFull(Visit visit) throws IOException, InterruptedException {
    visit.get("/api/systemusers?limit=100&skip=0");
    List<String> groups = Visit.ids(visit.get("/api/v2/usergroups"));
    for (int i = visit.draw().between(1, 3); i > 0 && !groups.isEmpty(); i--) {
      visit.get("/api/v2/usergroups/" + visit.draw().pick(groups) + "/members");
    }
    if (visit.draw().perMille(120) && !groups.isEmpty()) {
      String made =
          visit.post("/api/systemusers", Json.object().put("username", "joiner")).text("_id");
      visit.post(
          "/api/v2/usergroups/" + visit.draw().pick(groups) + "/members",
          Json.object().put("op", "add").put("id", made));
    }
  }

  /// Agent on a domain controller.
  static void directoryImport(Visit visit) throws IOException, InterruptedException {
    visit.get("/api/v2/activedirectories/6500ad000000000000000001/agents/6500ad0000000000000000a1");
    if (visit.draw().perMille(350)) {
      Optional<String> user = visit.some(visit.post("/api/search/systemusers", Json.object()));
      if (user.isPresent()) {
        visit.put("/api/systemusers/" + user.get(), Json.object().put("source", "ad"));
      }
    }
  }

  static void scimBridge(Visit visit) throws IOException, InterruptedException {
    visit.get("/api/v2/usergroups?limit=100");
    if (visit.draw().perMille(300)) {
      visit.some(visit.post("/api/search/systemusers", Json.object()));
    } else if (visit.draw().perMille(60)) {
      visit.get("/api/systemusers/65000000000000000000dead");
    }
  }

  static void logPuller(Visit visit) throws IOException, InterruptedException {
    visit.post("/insights/directory/v1/events", Json.object().put("limit", 100));
    if (visit.draw().perMille(180)) {
      visit.post("/insights/directory/v1/events", Json.object().put("limit", 100));
    }
  }

  static void chatApp(Visit visit) throws IOException, InterruptedException {
    Optional<String> user = visit.some(visit.post("/api/search/systemusers", Json.object()));
    if (user.isPresent()) {
      visit.get("/api/systemusers/" + user.get());
      if (visit.draw().perMille(60)) {
        visit.post("/api/systemusers/" + user.get() + "/unlock", Json.object());
      }
    }
  }

  /// A plan reads everything it manages; a few runs change a policy.
  static void terraform(Visit visit) throws IOException, InterruptedException {
    for (String group : first(visit.get("/api/v2/usergroups"), 3)) {
      visit.get("/api/v2/usergroups/" + group);
    }
    List<String> policies = first(visit.get("/api/v2/policies"), 3);
    for (String policy : policies) {
      visit.get("/api/v2/policies/" + policy);
    }
    if (visit.draw().perMille(180) && !policies.isEmpty()) {
      visit.put(
          "/api/v2/policies/" + visit.draw().pick(policies), Json.object().put("applied", true));
    }
  }

  /// Patching: a trigger starts the command, then its results are collected.
  static void patchNight(Visit visit) throws IOException, InterruptedException {
    visit.post("/api/command/trigger/weekly-patch", Json.object());
    visit.pause(Duration.ofSeconds(90));
    Optional<String> result = visit.some(visit.get("/api/commandresults?limit=50"));
    if (result.isPresent()) {
      visit.get("/api/commandresults/" + result.get());
    }
  }

  /// Patching by day: what is to run this evening.
  static void planEvening(Visit visit) throws IOException, InterruptedException {
    List<String> commands = Visit.ids(visit.get("/api/commands"));
    List<String> systems = first(visit.get("/api/systems?limit=20"), 3);
    if (!commands.isEmpty()) {
      visit.post("/api/runCommand", run(commands.getFirst(), systems, visit, Duration.ofHours(6)));
    }
  }

  /// A person with a shell: looks something up, mends something, mistypes.
  static void adminScript(Visit visit) throws IOException, InterruptedException {
    List<String> users = Visit.ids(visit.post("/api/search/systemusers", Json.object()));
    List<String> systems = Visit.ids(visit.get("/api/systems?limit=10"));
    for (int i = visit.draw().between(1, 4); i > 0 && !users.isEmpty(); i--) {
      switch (visit.draw().below(5)) {
        case 0 -> visit.get("/api/systemusers/" + visit.draw().pick(users));
        case 1 -> visit.get("/api/systems/" + visit.draw().pick(systems));
        case 2 ->
            visit.put(
                "/api/systemusers/" + visit.draw().pick(users), Json.object().put("title", "x"));
        case 3 -> visit.get("/api/v2/systemgroups");
        default -> visit.get("/api/systemusers/me");
      }
      visit.pause(Duration.ofSeconds(visit.draw().between(5, 90)));
    }
  }

  /// The platform's own automation: looks after a few organizations.
  static void opsRound(Visit visit) throws IOException, InterruptedException {
    List<String> names = Visit.ids(visit.get("/api/organizations?limit=100"));
    for (int i = 0; i < 2; i++) {
      visit.about(visit.draw().pick(names));
      visit.get("/api/systems?limit=20");
      visit.get("/api/commandresults?limit=20");
      visit.about("");
    }
  }

  /// The platform's own automation, at night: an agent is repaired somewhere.
  static void opsRepair(Visit visit) throws IOException, InterruptedException {
    List<String> names = Visit.ids(visit.get("/api/organizations?limit=100"));
    visit.about(visit.draw().pick(names));
    List<String> commands = Visit.ids(visit.get("/api/commands"));
    List<String> systems = first(visit.get("/api/systems?limit=20"), 1);
    visit.post("/api/runCommand", run(commands.getFirst(), systems, visit, Duration.ZERO));
    visit.about("");
  }

  /// The platform's help desk.
  static void support(Visit visit) throws IOException, InterruptedException {
    List<String> names = Visit.ids(visit.get("/api/organizations?limit=100"));
    visit.about(visit.draw().pick(names));
    Optional<String> user = visit.some(visit.post("/api/search/systemusers", Json.object()));
    if (user.isPresent() && visit.draw().perMille(400)) {
      visit.post("/api/systemusers/" + user.get() + "/unlock", Json.object());
    }
    visit.about("");
  }

  private static ObjectNode run(String command, List<String> systems, Visit visit, Duration later) {
    ObjectNode body = Json.object().put("command", command);
    systems.forEach(body.putArray("systemIds")::add);
    return later.isZero() ? body : body.put("runAt", visit.now().plus(later).toString());
  }

  private static List<String> first(Answer answer, int most) {
    List<String> ids = Visit.ids(answer);
    return ids.subList(0, Math.min(most, ids.size()));
  }
}
