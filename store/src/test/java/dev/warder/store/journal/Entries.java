package dev.warder.store.journal;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Entries for tests, and what a journal holds.
final class Entries {
  static final long NOON = 1_760_000_000_000_000L;

  private Entries() {}

  static Entry audit(int n) {
    return of(EntryKind.AUDIT, n);
  }

  static Entry of(EntryKind kind, int n) {
    return new Entry(
        kind,
        NOON + n,
        "tenant-" + n % 3,
        "key-" + n % 5,
        "keys:op-" + n % 2,
        "AS" + n % 7 + " US",
        ("body " + n).getBytes(StandardCharsets.UTF_8));
  }

  static Entry personal(int n) {
    return new Entry(
        EntryKind.ACTIVITY,
        NOON + n,
        "tenant-" + n % 3,
        "key-" + n % 5,
        "GET /api/users/{id}",
        "AS" + n % 7 + " US",
        new Facts(List.of("curl", "8.1"), new byte[] {(byte) n}),
        new Facts(
            List.of("person-" + n % 4, "203.0.113." + n % 9),
            ("/u/" + n).getBytes(StandardCharsets.UTF_8)));
  }

  /// Everything of an entry that its writer gave, as text.
  static String text(Entry entry) {
    return entry.kind()
        + "|"
        + entry.timeMicros()
        + "|"
        + entry.tenant()
        + "|"
        + entry.credentialUid()
        + "|"
        + entry.operation()
        + "|"
        + entry.source()
        + "|"
        + facts(entry.facts())
        + "|"
        + facts(entry.personal())
        + "|"
        + entry.privacy();
  }

  private static String facts(Facts facts) {
    return facts.texts() + new String(facts.bytes(), StandardCharsets.ISO_8859_1);
  }

  /// All that is forced, by number.
  static Map<Long, String> all(Journal journal) throws JournalException {
    Map<Long, String> all = new TreeMap<>();
    journal.read(
        1,
        (number, entry) -> {
          all.put(number, text(entry));
          return true;
        });
    return all;
  }

  static List<Long> numbers(Journal journal) throws JournalException {
    return new ArrayList<>(all(journal).keySet());
  }
}
