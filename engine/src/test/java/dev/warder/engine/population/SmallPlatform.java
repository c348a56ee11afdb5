package dev.warder.engine.population;

import dev.warder.engine.Analysis;
import dev.warder.engine.Engine;
import dev.warder.engine.EngineSettings;
import dev.warder.engine.TestContent;
import dev.warder.engine.Traffic;
import dev.warder.engine.evidence.ConjunctionScorer;
import dev.warder.model.Activity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Eighty keys at work for a month, with their honest oddities.
final class SmallPlatform {
  static final int KEYS = 80;
  static final int DAYS = 30;
  static final long DAY = 86_400;
  static final long NIGHT = (DAYS - 2) * DAY + 7_200;
  static final String[] USUAL = {"/api/users", "/api/groups", "/api/systems", "/api/events"};

  static List<Activity> theft(Traffic thief) {
    String[] paths = {
      "/api/users/self", "/api/secrets", "/api/roles", "/api/admins", "/api/audit", "/api/tokens"
    };
    List<Activity> calls = new ArrayList<>();
    for (int i = 0; i < paths.length; i++) {
      calls.add(thief.get(paths[i]).at(NIGHT + i * 5L));
    }
    for (int i = 0; i < 12; i++) {
      calls.add(thief.get("/api/secrets/" + (90_000 + i)).status(403).at(NIGHT + 60 + i));
    }
    return calls;
  }

  /// Every key does its two or three calls every day. Now and then one moves, or uses another tool,
  /// or does something it never did, and seldom two of these at once.
  static List<Activity> honest(long seed) {
    Random random = new Random(seed);
    List<Activity> all = new ArrayList<>();
    for (int day = 0; day < DAYS; day++) {
      for (int k = 0; k < KEYS; k++) {
        Traffic today = key(k);
        today =
            random.nextInt(40) == 0
                ? today.from(Traffic.isp("AS" + k % 9 + " FR", "198.18.0." + k))
                : today;
        today = random.nextInt(50) == 0 ? today.with("tool-" + k % 5) : today;
        for (int call = 0; call < 6; call++) {
          String path = USUAL[(k + call % 2) % USUAL.length];
          all.add(today.get(path).at(day * DAY + k % 8 * 600L + call * 60L + k % 50));
        }
        if (random.nextInt(30) == 0) {
          all.add(today.get("/api/extra" + k % 6).at(day * DAY + k % 8 * 600L + 500));
        }
      }
    }
    return all;
  }

  static Traffic key(int k) {
    return Traffic.of("key-" + k)
        .tenant("tenant-" + k % 10)
        .from(Traffic.isp("AS" + (100 + k % 20) + " DE", "203.0.113." + k));
  }

  static Analysis judge(List<Activity> activities) {
    Engine engine = engine();
    activities.stream()
        .sorted(Comparator.comparingLong(Activity::timeMicros).thenComparing(Activity::uid))
        .forEach(engine::accept);
    return engine.finish();
  }

  static Engine engine() {
    return engine(1);
  }

  static Engine engine(int partitions) {
    EngineSettings settings = new EngineSettings(2, Map.of()).over(partitions);
    return new Engine(settings, TestContent.detections(), new ConjunctionScorer());
  }

  private SmallPlatform() {}
}
