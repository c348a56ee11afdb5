package dev.warder.server.live;

import dev.warder.model.Activity;
import dev.warder.model.Call;
import dev.warder.model.Caller;
import dev.warder.model.Client;
import dev.warder.model.ClientKind;
import dev.warder.model.CredentialKind;
import dev.warder.model.KeyRecord;
import dev.warder.model.KeyRecord.Privilege;
import dev.warder.model.Outcome;
import dev.warder.model.Source;
import dev.warder.model.SourceClass;
import dev.warder.model.Times;
import dev.warder.store.journal.JournalSettings;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Calls of ordinary keys, and now and then one with a trap.
final class Calls {
  static final long NOON = Times.micros(Instant.parse("2026-11-22T12:00:00Z"));
  static final int TRAPS = 4;

  /// A journal that takes little room in memory.
  static final JournalSettings SMALL =
      JournalSettings.defaults().with(new JournalSettings.Sizes(4_096, 1 << 20, 1 << 16, 0));

  private static final Source SOURCE =
      new Source("203.0.113.7", 14061, "Example", "DE", SourceClass.HOSTING, "AS14061 DE");
  private static final Client CLIENT = new Client("curl", "8", ClientKind.TOOL, "curl/8.1", "");

  private Calls() {}

  static Activity of(String key, long timeMicros) {
    return of(key, timeMicros, SOURCE, CLIENT);
  }

  /// A call by somebody else with the same key.
  static Activity elsewhere(String key, long timeMicros) {
    return of(
        key,
        timeMicros,
        new Source("198.51.100.9", 16276, "Other", "FR", SourceClass.HOSTING, "AS16276 FR"),
        new Client("wget", "1", ClientKind.TOOL, "wget/1.2", ""));
  }

  private static Activity of(String key, long timeMicros, Source source, Client client) {
    return new Activity(
        timeMicros,
        key + "-" + timeMicros,
        "tenant-" + key,
        new Caller(key, CredentialKind.API_KEY, "", "", ""),
        source,
        client,
        new Call("api.example.com", "GET", "/api/systems", "", ""),
        Outcome.ofStatus(200),
        0,
        1_024,
        900,
        List.of(),
        List.of(),
        "",
        List.of(),
        Map.of());
  }

  /// The traps among the keys.
  static Map<String, KeyRecord> records() {
    Map<String, KeyRecord> records = new HashMap<>();
    for (int i = 0; i < TRAPS; i++) {
      String key = "trap-" + i;
      records.put(key, new KeyRecord(key, "tenant-" + key, "", "", Privilege.ORDINARY, 1, 0, true));
    }
    return records;
  }

  /// Twelve minutes, a call every ten seconds; a trap is used in every third minute.
  static List<Activity> story() {
    List<Activity> calls = new ArrayList<>();
    for (int i = 0; i < 72; i++) {
      boolean trap = i % 18 == 5;
      String key = trap ? "trap-" + i / 18 : "key-" + i % 3;
      calls.add(of(key, NOON + i * 10L * Times.SECOND));
    }
    return calls;
  }
}
