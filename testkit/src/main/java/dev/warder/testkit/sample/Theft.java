package dev.warder.testkit.sample;

import dev.warder.testkit.draw.Draw;
import java.util.ArrayList;
import java.util.List;

/// What the thief does with the stolen key, in the order of the incident of 2023: look round, make
/// a way back in, run a command on a few chosen machines, remove its results, return later.
final class Theft {
  private final List<ApiCall> calls = new ArrayList<>();
  private final ApiKey stolen;
  private final ApiKey minted;
  private final Network.Address first;
  private final Network.Address second;
  private final String command;
  private final List<String> targets;
  private final Draw draw;

  Theft(ApiKey stolen, ApiKey unmade, Draw draw) {
    this.stolen = stolen;
    this.draw = draw;
    first = Network.RENTED_SERVERS.address(draw);
    second = Network.RENTED_SERVERS.address(draw);
    command = Tenant.id(draw);
    List<String> systems = stolen.tenant().systems();
    targets = List.of(systems.get(11), systems.get(37), systems.get(52), systems.get(90));

    Visit visit = visit(stolen, first, Story.THEFT);
    discover(visit);
    minted = mint(visit, unmade);
    execute(visit);
    cleanUp(visit);
    comeBack(visit(minted, second, Story.RETURN));
  }

  List<ApiCall> calls() {
    return List.copyOf(calls);
  }

  ApiKey stolen() {
    return stolen;
  }

  ApiKey minted() {
    return minted;
  }

  String command() {
    return command;
  }

  List<String> targets() {
    return targets;
  }

  /// The first address with the stolen key, the second with the minted one.
  List<Network.Address> addresses() {
    return List.of(first, second);
  }

  private void discover(Visit visit) {
    visit.call(Route.ORGANIZATIONS);
    visit.query(Route.USERS, "limit=100&skip=0");
    visit.query(Route.USERS, "limit=100&skip=100");
    visit.pause(40);
    visit.query(Route.SYSTEMS, "limit=100&skip=0");
    visit.query(Route.SYSTEMS, "limit=100&skip=100");
    visit.missing("/api/v2/apikeys");
    visit.missing("/api/v2/secrets");
    visit.pause(75);
    visit.call(Route.COMMANDS);
    visit.call(Route.COMMAND, stolen.tenant().commands().getFirst());
    visit.call(Route.COMMAND, stolen.tenant().commands().getLast());
    visit.call(Route.POLICIES);
    visit.answered(403, Route.ORGANIZATION, Tenant.id(draw));
    visit.call(Route.USER_GROUPS);
    visit.pause(120);
    targets.forEach(system -> visit.call(Route.SYSTEM, system));
    visit.query(Route.SYSTEM_INSIGHT_APPS, "limit=50&filter=system_id:eq:" + targets.getFirst());
    visit.answered(403, Route.FDE_KEY, targets.getFirst());
  }

  private static ApiKey mint(Visit visit, ApiKey unmade) {
    visit.pause(210);
    ApiKey made =
        new ApiKey(
            unmade.uid(),
            unmade.tenant(),
            unmade.ownerUid(),
            unmade.ownerEmail(),
            unmade.kind(),
            unmade.privileged(),
            visit.nowMillis());
    visit.mint(made);
    return made;
  }

  private void execute(Visit visit) {
    visit.pause(95);
    visit.call(Route.COMMAND_CREATE, command);
    for (String system : targets) {
      visit.call(Route.COMMAND_SYSTEMS, command, system);
    }
    visit.pause(30);
    for (String system : targets) {
      visit.call(Route.COMMAND_RUN, command, system);
    }
  }

  private void cleanUp(Visit visit) {
    List<String> results = new ArrayList<>();
    for (int i = 0; i < targets.size(); i++) {
      results.add(Tenant.id(draw));
    }
    visit.pause(60);
    visit.query(Route.COMMAND_RESULTS, "limit=20&sort=-requestTime");
    visit.pause(45);
    visit.query(Route.COMMAND_RESULTS, "limit=20&sort=-requestTime");
    results.forEach(result -> visit.call(Route.COMMAND_RESULT, result));
    visit.pause(20);
    results.forEach(result -> visit.call(Route.COMMAND_RESULT_DELETE, result));
  }

  private void comeBack(Visit visit) {
    visit.query(Route.SYSTEMS, "limit=100&skip=0");
    visit.call(Route.COMMANDS);
    visit.pause(50);
    visit.call(Route.COMMAND_RUN, command, targets.get(1));
    visit.call(Route.COMMAND_RUN, command, targets.get(3));
    visit.pause(70);
    visit.query(Route.COMMAND_RESULTS, "limit=20&sort=-requestTime");
    String result = Tenant.id(draw);
    visit.call(Route.COMMAND_RESULT, result);
    visit.call(Route.COMMAND_RESULT_DELETE, result);
  }

  private Visit visit(ApiKey key, Network.Address address, long startMillis) {
    return new Visit(calls, key, address, Client.GO_HTTP, startMillis, 2_600, draw);
  }
}
