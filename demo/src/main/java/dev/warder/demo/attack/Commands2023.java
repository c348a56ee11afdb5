package dev.warder.demo.attack;

import dev.warder.demo.wire.Answer;
import dev.warder.demo.wire.Json;
import dev.warder.demo.world.Caller;
import dev.warder.demo.world.Visit;
import dev.warder.testkit.draw.Draw;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/// The attack of 2023: somebody inside the platform's own automation. Quiet discovery; commands for
/// a few chosen customers, to run later; a key of its own for the way back; then commands at once,
/// and their traces removed.
///
/// Source what the provider told of June and July 2023; addresses, times and numbers are drawn
final class Commands2023 extends Thief {
  private static final List<String> NAMES =
      List.of("agent-refresh", "inventory", "time-sync", "cert-renewal", "log-rotate");

  private final int targets;
  private final int devices;
  private final int breathSeconds;
  private final int laterMinutes;

  /// Customers before it has a key made for itself.
  private final int before;

  Commands2023(Loot loot, Draw draw, InstantSource clock, Consumer<String> tell) {
    super(loot, draw, clock, tell);
    targets = draw.between(3, 5);
    devices = draw.between(1, 3);
    breathSeconds = draw.between(8, 40);
    laterMinutes = draw.between(180, 540);
    before = draw.fork("way back").between(1, 2);
  }

  @Override
  Duration breath() {
    int millis = breathSeconds * 1_000;
    return Duration.ofMillis(draw().between(millis / 3, millis * 5 / 3));
  }

  @Override
  void steal() throws IOException, InterruptedException, GivenUpException {
    Caller insider = firstCaller();
    Caller back = insider;
    List<Planted> planted = new ArrayList<>();
    for (String customer : choose(insider)) {
      look(insider, customer);
      planted.add(plant(insider, customer));
      if (planted.size() == before) {
        back = wayBack(insider);
        runNow(back, planted.getLast());
      }
    }
    for (int round = 0; round < 3; round++) {
      for (Planted one : planted) {
        runNow(back, one);
      }
      rest(Duration.ofMinutes(draw().between(2, 9)));
      for (Planted one : planted) {
        cleanUp(back, one.customer());
      }
    }
  }

  /// A command that was put into a customer's organization.
  private record Planted(String customer, String command, List<String> systems) {}

  private List<String> choose(Caller as)
      throws IOException, InterruptedException, GivenUpException {
    tell("looks which customers there are");
    List<String> customers = new ArrayList<>();
    for (int page = 0; page < 2; page++) {
      customers.addAll(
          Visit.ids(call(as, "", "GET", "/api/organizations?limit=100&skip=" + page * 100, null)));
    }
    List<String> chosen = new ArrayList<>();
    while (chosen.size() < Math.min(targets, customers.size())) {
      String customer = draw().pick(customers);
      if (!chosen.contains(customer)) {
        chosen.add(customer);
      }
    }
    return chosen;
  }

  private void look(Caller as, String customer)
      throws IOException, InterruptedException, GivenUpException {
    tell("looks around at " + customer);
    List<String> lists =
        new ArrayList<>(
            List.of(
                "/api/systemusers?limit=100",
                "/api/commands",
                "/api/v2/policies",
                "/api/v2/usergroups"));
    for (int i = draw().between(1, lists.size()); i > 0; i--) {
      call(as, customer, "GET", lists.remove(draw().below(lists.size())), null);
    }
  }

  private Planted plant(Caller as, String customer)
      throws IOException, InterruptedException, GivenUpException {
    List<String> systems = Visit.ids(call(as, customer, "GET", "/api/systems?limit=100", null));
    List<String> few = systems.subList(0, Math.min(devices, systems.size()));
    for (String system : few) {
      call(as, customer, "GET", "/api/systems/" + system, null);
    }
    Answer made =
        call(
            as,
            customer,
            "POST",
            "/api/commands",
            Json.object().put("name", draw().pick(NAMES)).put("command", "(what it runs)"));
    String command = made.text("_id");
    made(command);
    ObjectNode body = run(command, few);
    body.put("runAt", clock().instant().plus(Duration.ofMinutes(laterMinutes)).toString());
    Answer scheduled = call(as, customer, "POST", "/api/runCommand", body);
    if (scheduled.isSuccess()) {
      tell("has a command run later on " + few.size() + " devices of " + customer);
    }
    return new Planted(customer, command, few);
  }

  /// A key of its own, which outlives the stolen one where nobody looks for it.
  private Caller wayBack(Caller as) throws IOException, InterruptedException, GivenUpException {
    Answer answer =
        call(
            as,
            "",
            "POST",
            "/api/v2/administrators/65000a00000000000000000a/apikeys",
            Json.object().put("name", "backup-automation"));
    String secret = answer.text("secret");
    if (secret.isEmpty()) {
      return as;
    }
    tell("has a key made for itself");
    found(secret);
    return caller(secret, hideout().second());
  }

  private void runNow(Caller as, Planted one)
      throws IOException, InterruptedException, GivenUpException {
    Answer answer =
        call(as, one.customer(), "POST", "/api/runCommand", run(one.command(), one.systems()));
    if (answer.isSuccess()) {
      tell("runs a command on " + one.systems().size() + " devices of " + one.customer());
    }
  }

  private void cleanUp(Caller as, String customer)
      throws IOException, InterruptedException, GivenUpException {
    for (String result :
        Visit.ids(call(as, customer, "GET", "/api/commandresults?limit=5", null))) {
      call(as, customer, "DELETE", "/api/commandresults/" + result, null);
    }
  }

  private static ObjectNode run(String command, List<String> systems) {
    ObjectNode body = Json.object().put("command", command);
    systems.forEach(body.putArray("systemIds")::add);
    return body;
  }
}
