package dev.warder.engine.state;

import dev.warder.engine.Engine;
import dev.warder.engine.Traffic;
import dev.warder.model.Activity;
import dev.warder.model.Caller;
import dev.warder.model.CredentialKind;
import dev.warder.model.Source;
import dev.warder.model.SourceClass;
import dev.warder.model.finding.Incident;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Minutes in which everything that ties keys together happens at once, on keys of [MixedTraffic]:
/// suspects mint keys that are used at once and mint others, one address comes to keys of many
/// tenants, people sit at consoles where machines' sessions call from, rules are set off by many,
/// new tenants appear, and ids of keys and events are used twice.
final class Rush {
  private final Random random;
  private final int keys;
  private final List<Activity> calls = new ArrayList<>();

  private Rush(long seed, int keys) {
    this.random = new Random(seed);
    this.keys = keys;
  }

  /// Calls of some rushes within days, in no order.
  static List<Activity> of(long seed, int keys, int days) {
    Rush rush = new Rush(seed, keys);
    for (int i = 0; i < 3 * days; i++) {
      rush.at(rush.random.nextInt(days * 1_440) * 60L);
    }
    return rush.calls;
  }

  private void at(long minute) {
    switch (random.nextInt(5)) {
      case 0 -> theft(minute);
      case 1 -> fan(minute);
      case 2 -> consoles(minute);
      case 3 -> rules(minute);
      default -> namesakes(minute);
    }
  }

  private long in(long minute) {
    return minute + random.nextInt(60);
  }

  private Traffic key(int number) {
    return Traffic.of("key-" + number).tenant("tenant-" + number % 5);
  }

  private Traffic any() {
    return key(random.nextInt(keys));
  }

  /// Each key mints the next one, and all of them work at once.
  private void theft(long minute) {
    Traffic by = any().hosted().with("curl-" + random.nextInt(3));
    int generations = 1 + random.nextInt(4);
    for (int i = 0; i < generations; i++) {
      String child = "rush-" + random.nextInt(1_000);
      calls.add(by.action("keys:Create").minting(child).at(in(minute)));
      for (String deed : List.of("commands:Run", "snapshots:Share", "logs:Stop")) {
        if (random.nextBoolean()) {
          calls.add(by.action(deed).on("victim-" + random.nextInt(9)).at(in(minute)));
        }
      }
      by = Traffic.of(child).tenant(by.tenant()).hosted().with("curl");
      calls.add(by.action("users:List").at(in(minute) + (random.nextBoolean() ? 0 : 60)));
    }
  }

  private void fan(long minute) {
    Source rented =
        new Source(
            "198.51.100." + random.nextInt(20), 9_100, "R", "NL", SourceClass.HOSTING, "AS9100 NL");
    for (int i = 0; i < 3 + random.nextInt(6); i++) {
      Traffic by = any().from(rented).with("fan-" + random.nextInt(2));
      calls.add(by.get("/api/users/1").at(in(minute)));
      calls.add(by.action("commands:Run").at(in(minute)));
    }
  }

  private void consoles(long minute) {
    String address = "203.0.113." + random.nextInt(200);
    Source home = new Source(address, 0, "", "", SourceClass.UNKNOWN, address + "/32");
    for (int i = 0; i < 1 + random.nextInt(3); i++) {
      int number = random.nextInt(50);
      Caller machine =
          new Caller(
              "machine-" + number, CredentialKind.WORKLOAD_SESSION, "role-" + number, "", "");
      Caller person = new Caller("c-" + number, CredentialKind.CONSOLE, "jo", "jo", "");
      calls.add(Traffic.of("x").by(machine).from(home).get("/api/events").at(in(minute)));
      calls.add(Traffic.of("x").by(person).from(home).get("/api/events").at(in(minute)));
    }
  }

  private void rules(long minute) {
    for (int i = 0; i < random.nextInt(90); i++) {
      calls.add(key(random.nextInt(keys)).action("rules:Match").at(in(minute)));
    }
    String tenant = "late-" + random.nextInt(50);
    for (int i = 0; i < 4; i++) {
      calls.add(Traffic.of(tenant + "-" + i % 2).tenant(tenant).get("/api/events").at(in(minute)));
    }
  }

  /// One id under several principals, principals that share a name with keys and consoles, and one
  /// event id for all.
  private void namesakes(long minute) {
    String id = "key-" + random.nextInt(3);
    CredentialKind[] kinds = {
      CredentialKind.API_KEY,
      CredentialKind.SESSION,
      CredentialKind.CONSOLE,
      CredentialKind.WORKLOAD_SESSION
    };
    String[] principals = {"", "jo", "jo console", "key-1", "key-2 console", "principal-6"};
    for (int i = 0; i < 6; i++) {
      Caller caller =
          new Caller(
              id,
              kinds[random.nextInt(kinds.length)],
              principals[random.nextInt(principals.length)],
              "",
              "");
      Traffic call = any().by(caller).hosted().action("keys:Create");
      calls.add(
          random.nextBoolean()
              ? call.at(in(minute))
              : call.minting("twin-" + i).at(in(minute), "same"));
    }
  }

  /// Whether an incident tells a minted key in the minute in which it begins.
  static boolean hasMinterAndMintedOfOneMinute(Incident incident) {
    long began = Math.floorDiv(incident.timeMicros(), Engine.EPOCH_MICROS);
    return incident.findings().stream()
        .filter(finding -> finding.detectionId().equals("MINTED_BY_SUSPECT"))
        .anyMatch(finding -> Math.floorDiv(finding.timeMicros(), Engine.EPOCH_MICROS) == began);
  }
}
