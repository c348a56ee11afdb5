package dev.warder.server.serve;

import dev.warder.enrich.Enricher;
import dev.warder.model.Activity;
import dev.warder.model.Call;
import dev.warder.model.Caller;
import dev.warder.model.CredentialKind;
import dev.warder.model.Outcome;
import dev.warder.model.Times;
import dev.warder.store.journal.JournalException;
import dev.warder.store.journal.JournalSettings;
import dev.warder.store.journal.SegmentJournal;
import dev.warder.store.journal.activity.ActivityCodec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// A past for keys: calls of the hours before now, in the journal of a Warder that is stopped.
final class WrittenHistory {
  private static final int HOURS = 150;
  private static final Enricher ENRICHER = Enricher.standard();

  private WrittenHistory() {}

  /// One call an hour with each key, from one office and program.
  static void write(Path data, long nowMicros, String tenant, List<String> keys)
      throws JournalException {
    Path changes = data.resolve("journal");
    JournalSettings settings =
        JournalSettings.defaults()
            .with(
                new JournalSettings.Keys(
                    changes.resolve("signing-key"), changes.resolve("master-key")));
    ActivityCodec codec = new ActivityCodec();
    try (SegmentJournal calls = SegmentJournal.open(data.resolve("calls"), settings)) {
      long last = 0;
      for (int hour = HOURS; hour >= 1; hour--) {
        for (String key : keys) {
          last = calls.append(codec.entry(call(tenant, key, nowMicros - hour * Times.HOUR)));
        }
      }
      calls.force(last);
    }
  }

  private static Activity call(String tenant, String key, long timeMicros) {
    return new Activity(
        timeMicros,
        "past-" + key + "-" + timeMicros,
        tenant,
        new Caller(key, CredentialKind.API_KEY, "", "", ""),
        ENRICHER.source("84.160.10.20", ""),
        ENRICHER.client("python-requests/2.32", ""),
        new Call("api.example.org", "GET", "/api/systems", "", ""),
        Outcome.ofStatus(200),
        0,
        1_024,
        900,
        List.of(),
        List.of(),
        "",
        List.of(),
        Map.of("warder.code", "allowed"));
  }
}
