package dev.warder.keys.registry;

import dev.warder.keys.state.KeyState;
import dev.warder.keys.state.Rule;
import java.util.ArrayList;
import java.util.List;

/// The mass invalidations that are in force. Immutable: another one comes into force by publishing
/// another book, whatever the number of keys.
///
///     rules   1 2 3 | 4 5        key.checked = 3: 1 to 3 are known not to hit the key,
///                                4 and 5 are looked at when it is used next, and then never again
///
/// Bounds one comparison for a key that was looked at since the last invalidation
public final class Rulebook {
  public static final Rulebook EMPTY = new Rulebook(List.of());

  private final List<Rule> rules;
  private final int size;

  private Rulebook(List<Rule> rules) {
    this.rules = rules;
    this.size = rules.size();
  }

  public static Rulebook of(List<Rule> rules) {
    return new Rulebook(List.copyOf(rules));
  }

  /// The number of the invalidation that hits a key, 0 if none does. Remembers it at the key, for
  /// all others that ask: only a book in force may be asked.
  public int hit(KeyState key) {
    int checked = key.checked();
    if (checked >= size) {
      return 0;
    }
    return checked < 0 ? -checked : look(key, checked);
  }

  private int look(KeyState key, int checked) {
    for (int i = checked; i < size; i++) {
      if (rules.get(i).hits(key)) {
        key.check(-(i + 1));
        return i + 1;
      }
    }
    key.check(size);
    return 0;
  }

  /// The key as these invalidations leave it; the same object if all were known. Remembers nothing:
  /// a book that never comes into force leaves no trace.
  public KeyState settle(KeyState key) {
    if (key.settled() == size || key.invalidatedBy() > 0) {
      return key;
    }
    return key.settled(size, sought(key));
  }

  private int sought(KeyState key) {
    int checked = key.checked();
    if (checked < 0 && -checked <= size) {
      return -checked;
    }
    for (int i = Math.max(key.settled(), checked); i < size; i++) {
      if (rules.get(i).hits(key)) {
        return i + 1;
      }
    }
    return 0;
  }

  /// With one more, or with one in place of the one of its number.
  public Rulebook with(Rule rule) {
    List<Rule> more = new ArrayList<>(rules);
    if (rule.number() == size + 1) {
      more.add(rule);
    } else {
      more.set(rule.number() - 1, rule);
    }
    return of(more);
  }

  public int size() {
    return size;
  }

  /// All of them, oldest first.
  public List<Rule> rules() {
    return rules;
  }
}
