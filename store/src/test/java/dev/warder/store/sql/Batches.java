package dev.warder.store.sql;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// Rows and batches for tests.
final class Batches {
  /// Texts that a careless store keeps, compares or sorts wrongly.
  static final List<String> ODD_TEXTS =
      List.of(
          "a",
          "A",
          "ä",
          "ß",
          "a ",
          " a",
          "%",
          "_",
          "'",
          "\"",
          "\\",
          "--",
          "?",
          "${text}",
          "$1",
          "'; DROP TABLE key_row; --",
          "\uFF01",
          "\uE000",
          "😀",
          "é",
          "e\u0301",
          "0",
          "00",
          "1e3",
          "NULL",
          "\n",
          "\t",
          "\u0001",
          "true");

  private Batches() {}

  /// A row with nothing odd about it.
  static KeyRow key(String id, long version) {
    return new KeyRow(
        id,
        "tenant-" + id.hashCode() % 7,
        "principal",
        "scim",
        version % 2 == 0,
        1_000_000 + version,
        Long.MAX_VALUE,
        "ACTIVE",
        "",
        version,
        ("body of " + id + " " + version).getBytes(UTF_8));
  }

  static Document document(String kind, String id, long version) {
    return new Document(kind, id, version, (kind + id + version).getBytes(UTF_8));
  }

  /// The same batch for the same position: new rows, changed rows, documents that come and go.
  static Batch at(long position) {
    List<KeyRow> keys = new ArrayList<>();
    for (long i = 0; i < 40; i++) {
      keys.add(key("key-" + (position * 17 + i) % 900, position));
    }
    return new Batch(
        position,
        keys,
        List.of(
            document("approval", "a-" + position % 50, position),
            document("idempotency", "i-" + position, position)),
        List.of(new Removal("idempotency", "i-" + (position - 3), position)));
  }

  /// A batch in which anything may stand, some of it twice, and versions go up and down.
  static Batch any(RandomGenerator random, long position) {
    List<KeyRow> keys = new ArrayList<>();
    for (int i = random.nextInt(12); i > 0; i--) {
      keys.add(anyKey(random));
    }
    List<Document> documents = new ArrayList<>();
    for (int i = random.nextInt(6); i > 0; i--) {
      byte[] body = new byte[random.nextInt(4)];
      random.nextBytes(body);
      documents.add(
          new Document(anyText(random, 3), anyText(random, 6), 1 + random.nextInt(9), body));
    }
    List<Removal> removals = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      removals.add(new Removal(anyText(random, 3), anyText(random, 6), 1 + random.nextInt(9)));
    }
    return new Batch(position, keys, documents, removals);
  }

  static KeyRow anyKey(RandomGenerator random) {
    byte[] body = new byte[random.nextInt(20)];
    random.nextBytes(body);
    return new KeyRow(
        anyText(random, ODD_TEXTS.size()),
        orEmpty(random, anyText(random, 9)),
        orEmpty(random, anyText(random, 9)),
        orEmpty(random, anyText(random, 5)),
        random.nextBoolean(),
        anyTime(random),
        anyTime(random),
        anyText(random, 4),
        orEmpty(random, anyText(random, 9)),
        1 + random.nextInt(9),
        body);
  }

  static long anyTime(RandomGenerator random) {
    return switch (random.nextInt(5)) {
      case 0 -> Long.MIN_VALUE;
      case 1 -> Long.MAX_VALUE;
      case 2 -> 0;
      default -> random.nextInt(-3, 4);
    };
  }

  static String anyText(RandomGenerator random, int of) {
    return ODD_TEXTS.get(random.nextInt(of));
  }

  private static String orEmpty(RandomGenerator random, String text) {
    return random.nextInt(3) == 0 ? "" : text;
  }
}
