package dev.warder.engine.state;

import dev.warder.engine.Traffic;
import dev.warder.model.Activity;
import dev.warder.model.Call;
import dev.warder.model.Caller;
import dev.warder.model.CredentialKind;
import dev.warder.model.Outcome;
import dev.warder.model.Parameter;
import dev.warder.model.Source;
import dev.warder.model.SourceClass;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Some weeks of a small platform that leave something in every corner of the engine: routes whose
/// templates merge, named and GraphQL operations, parameters, sessions of people and machines, keys
/// that make keys, consumers that come and go, refusals, late calls, a rule from outside, and
/// thieves.
final class MixedTraffic {
  private static final long DAY = 86_400;
  private static final String[] WORDS = {
    "alice", "bob", "carla", "dmitri", "eve", "faruk", "gwen", "hoshi", "ines", "jorge", "kemal",
    "lotte", "mira", "nils", "olga", "pavel", "quinn", "rosa", "sven", "tove"
  };

  private final Random random;
  private final int keys;
  private final int days;
  private final List<Activity> calls = new ArrayList<>();

  private MixedTraffic(long seed, int keys, int days) {
    this.random = new Random(seed);
    this.keys = keys;
    this.days = days;
  }

  /// In order of time, but for a few that come late.
  static List<Activity> of(long seed, int keys, int days) {
    MixedTraffic traffic = new MixedTraffic(seed, keys, days);
    traffic.honest();
    traffic.thefts();
    traffic.calls.sort(Comparator.comparingLong(Activity::timeMicros));
    traffic.delay();
    return List.copyOf(traffic.calls);
  }

  private void honest() {
    for (int key = 0; key < keys; key++) {
      Traffic usual = key(key);
      for (int day = 0; day < days; day++) {
        int visits = 1 + random.nextInt(3);
        for (int visit = 0; visit < visits; visit++) {
          visit(usual, day * DAY + random.nextInt((int) DAY - 4_000));
        }
      }
    }
  }

  private static Traffic key(int number) {
    Traffic usual = Traffic.of("key-" + number).tenant("tenant-" + number % 5);
    String principal = "principal-" + number % 7;
    return switch (number % 8) {
      case 5 -> usual.by(session(number, CredentialKind.SESSION, principal));
      case 6 -> usual.by(session(number, CredentialKind.WORKLOAD_SESSION, principal));
      case 7 -> usual.by(session(number, CredentialKind.CONSOLE, principal));
      default -> usual;
    };
  }

  private static Caller session(int number, CredentialKind kind, String principal) {
    return new Caller("session-" + number, kind, principal, "Principal", "role");
  }

  private void visit(Traffic usual, long start) {
    Traffic by = usual;
    if (random.nextInt(12) == 0) {
      int network = random.nextInt(40);
      by = by.from(Traffic.isp("AS" + network + " FR", "192.0.2." + network));
    }
    if (random.nextInt(15) == 0) {
      by = by.with("tool-" + random.nextInt(6));
    }
    long at = start;
    int length = 1 + random.nextInt(5);
    for (int i = 0; i < length; i++) {
      at += random.nextInt(200);
      calls.add(call(by, at));
    }
  }

  private Activity call(Traffic by, long at) {
    String word = WORDS[random.nextInt(WORDS.length)];
    int id = random.nextInt(500);
    return switch (random.nextInt(18)) {
      case 0 -> parameters(by.get("/api/users/" + id), at);
      case 1 -> by.get("/accounts/" + word + "/posts").at(at);
      case 2 -> by.get("/accounts/" + word).at(at);
      case 3 -> by.get("/api/" + (1 + id % 5) + "/things").at(at);
      case 4 -> by.get("/files/" + id + ".json").at(at);
      case 5 -> by.get("/nowhere/" + word).status(404).at(at);
      case 6 -> by.get("/api/groups").status(403).at(at);
      case 7 -> by.action("systems:List").at(at);
      case 8 -> by.action("things:Create").making("thing-" + id).at(at);
      case 9 -> by.action("things:Delete").on("thing-" + id).at(at);
      case 10 -> by.calling(new Call("web", "GET", "/shop/" + word, "/shop/:name", "")).at(at);
      case 11 -> by.calling(new Call("web", "POST", "/graphql", "", "query get" + word)).at(at);
      case 12 -> by.calling(new Call("web", "GET", "/n/" + id, "", "named_op")).at(at);
      case 13 -> failed(by.action("things:Create"), at);
      case 14 -> by.by(Caller.ANONYMOUS).get("/public/" + word).at(at);
      case 15 -> by.action("rules:Match").at(at);
      case 16 -> by.action("keys:Create").minting("child-" + id).making("child-" + id).at(at);
      default -> by.get("/api/events").at(at);
    };
  }

  private Activity parameters(Traffic of, long at) {
    return Traffic.with(
        of.at(at),
        List.of(
            Parameter.of(Parameter.Place.QUERY, "limit", "" + random.nextInt(90)),
            Parameter.of(Parameter.Place.QUERY, "p" + random.nextInt(80), "x"),
            Parameter.of(Parameter.Place.BODY, "mail", "u" + random.nextInt(90) + "@example.com")));
  }

  private static Activity failed(Traffic of, long at) {
    Activity call = of.at(at);
    return new Activity(
        call.timeMicros(),
        call.uid(),
        call.tenant(),
        call.caller(),
        call.source(),
        call.client(),
        call.call(),
        new Outcome(Outcome.Result.FAILED, 0, "Throttling\ud800"),
        10,
        -1,
        -1,
        List.of(),
        List.of(),
        "",
        List.of(),
        Map.of("credential.location", "query"));
  }

  private void thefts() {
    for (int i = 0; i < 8; i++) {
      theft(key(random.nextInt(keys)), (days / 2 + random.nextInt(days / 2)) * DAY);
    }
    Source elsewhere = new Source("198.51.100.9", 7922, "Home", "US", SourceClass.ISP, "AS7922 US");
    calls.add(key(6).from(elsewhere).action("systems:List").at((days - 1) * DAY + 5));
    rotating((days - 2) * DAY + 100);
    for (int i = 0; i < 6; i++) {
      calls.add(key(i).hosted().with("fan").get("/api/users/1").at((days - 2) * DAY + i * 9L));
    }
  }

  /// More consumers of one key than a profile holds, and more days than are counted of one key.
  private void rotating(long start) {
    for (int i = 0; i < 300; i++) {
      int network = i % 150;
      Source source = Traffic.isp("AS7" + network + " IT", "203.0.113." + network);
      calls.add(key(0).from(source).get("/api/events").at(start + i * 20L));
    }
  }

  private void theft(Traffic stolen, long start) {
    Traffic thief = stolen.hosted().with("curl-" + random.nextInt(3));
    String[] deeds = {
      "systems:List",
      "groups:List",
      "users:List",
      "keys:Create",
      "logs:Stop",
      "commands:Run",
      "snapshots:Share",
      "rules:Match",
      "secrets:Get"
    };
    long at = start;
    for (String deed : deeds) {
      at += random.nextInt(400);
      calls.add(thief.action(deed).on("victim-" + random.nextInt(50)).at(at));
    }
    String child = "loot-" + random.nextInt(1_000);
    calls.add(thief.action("keys:Create").minting(child).making(child).at(at + 10));
    Traffic withChild = Traffic.of(child).tenant(stolen.tenant()).hosted().with("curl");
    for (int i = 0; i < 12; i++) {
      calls.add(withChild.action("things:Delete").on("prey-" + i).at(at + 200 + i));
      calls.add(thief.action("secrets:Get").on("secret-" + i).at(at + 300 + i));
    }
    calls.add(stolen.get("/api/events").at(at + 4_000));
  }

  /// A few calls come after a later one, some of them too late.
  private void delay() {
    for (int i = 50; i < calls.size(); i += 97) {
      calls.add(Math.min(calls.size() - 1, i + random.nextInt(30)), calls.remove(i));
    }
  }
}
