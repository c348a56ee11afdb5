package dev.warder.collect;

import dev.warder.collect.json.Tape;
import dev.warder.collect.text.Slices;
import dev.warder.model.Activity;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// Gathers the further facts of one record by dotted path. Confined to one thread.
///
/// Shape {"a":[{"b":1},{"b":2}]} under `p` -> `p.a[].b` = "1\n2"
///
/// Elements of a list share one path that ends in `[]`, their values joined by a line feed, so that
/// a condition need not know positions. Fields that name a secret (password, token, private key)
/// are left out; other values are scrubbed.
///
/// Bounds [Activity#MAX_LIST] entries, the first ones; values cut to the length given
final class Attributes {
  private static final int MAX_DEPTH = 12;
  private static final int MAX_PATH = 256;

  /// A clock that says the first of January 1970 was never set.
  private static final long UNSET_CLOCK_MICROS = 86_400_000_000L;

  private final Nouns nouns;
  private final Map<String, String> values = new LinkedHashMap<>();
  private int maxChars = Activity.MAX_TEXT;
  private boolean duplicate;

  Attributes(Nouns nouns) {
    this.nouns = nouns;
  }

  Attributes start(int maxValueChars) {
    values.clear();
    maxChars = maxValueChars;
    duplicate = false;
    return this;
  }

  /// Whether some object had the same field twice.
  boolean hasDuplicate() {
    return duplicate;
  }

  Map<String, String> toMap() {
    return values.isEmpty() ? Map.of() : Map.copyOf(values);
  }

  /// Adds a fact unless it is empty.
  void put(String path, String value) {
    if (!value.isEmpty() && (values.size() < Activity.MAX_LIST || values.containsKey(path))) {
      values.put(path, Slices.cut(nouns.attribute(value), maxChars));
    }
  }

  /// Adds a fact beside what stands there, as of one element of a list.
  void append(String path, String value) {
    add(path, value, true);
  }

  /// Whether a time tells that the clock had not been set when the event was written.
  static boolean isUnset(long timeMicros) {
    return timeMicros < UNSET_CLOCK_MICROS;
  }

  void noteTime(long timeMicros) {
    if (isUnset(timeMicros)) {
      put("time.suspect", "clock not set");
    }
  }

  /// Adds all scalars of a value.
  void flatten(Tape tape, int node, String path) {
    flatten(tape, node, path, 0, path.endsWith("[]"));
  }

  private void flatten(Tape tape, int node, String path, int depth, boolean inList) {
    if (depth > MAX_DEPTH || path.length() > MAX_PATH) {
      return;
    }
    switch (tape.kind(node)) {
      case OBJECT -> {
        for (int child = node + 1; child < tape.next(node); child = tape.next(child)) {
          String name = tape.name(child);
          if (!namesSecret(name)) {
            flatten(tape, child, path + "." + name, depth + 1, inList);
          }
        }
      }
      case ARRAY -> {
        for (int child = node + 1; child < tape.next(node); child = tape.next(child)) {
          flatten(tape, child, path + "[]", depth + 1, true);
        }
      }
      case STRING, NUMBER, TRUE, FALSE -> add(path, tape.text(node, maxChars), inList);
      case NULL -> {}
    }
  }

  private void add(String path, String value, boolean inList) {
    String before = values.get(path);
    if (before == null) {
      put(path, value);
    } else if (!inList) {
      duplicate = true;
    } else if (before.length() < maxChars) {
      put(path, before + "\n" + value);
    }
  }

  private static boolean namesSecret(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.endsWith("password")
        || lower.endsWith("token")
        || lower.endsWith("secret")
        || lower.endsWith("secretstring")
        || lower.endsWith("secretbinary")
        || lower.endsWith("secretaccesskey")
        || lower.endsWith("privatekey")
        || lower.endsWith("passphrase");
  }
}
