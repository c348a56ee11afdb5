package dev.warder.store.journal;

import static java.util.Objects.requireNonNull;

import dev.warder.model.StableHash;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/// Which entries are wanted, and in what order. An empty set stands for any.
///
/// @param fromMicros earliest time wanted
/// @param toMicros time before which they are wanted
/// @param fromNumber lowest number wanted
/// @param kinds which kinds are wanted
/// @param texts what entries are found by, spelled as the entry does; what is not named is any
/// @param order by number, which is the order in which the journal took them
/// @param personal whether personal parts are opened
public record Query(
    long fromMicros,
    long toMicros,
    long fromNumber,
    Set<EntryKind> kinds,
    Map<Text, String> texts,
    Order order,
    Personal personal) {

  /// What an entry is found by.
  public enum Text {
    TENANT,
    CREDENTIAL,
    OPERATION,
    SOURCE;

    String of(Entry entry) {
      return switch (this) {
        case TENANT -> entry.tenant();
        case CREDENTIAL -> entry.credentialUid();
        case OPERATION -> entry.operation();
        case SOURCE -> entry.source();
      };
    }
  }

  /// In what order entries are handed on.
  public enum Order {
    OLDEST_FIRST,
    NEWEST_FIRST
  }

  /// What becomes of personal parts.
  public enum Personal {
    OPENED,
    /// They stay sealed, which is faster.
    SEALED
  }

  public static final Query EVERYTHING =
      new Query(
          Long.MIN_VALUE,
          Long.MAX_VALUE,
          1,
          Set.of(),
          Map.of(),
          Order.OLDEST_FIRST,
          Personal.OPENED);

  public Query {
    kinds = Set.copyOf(kinds);
    texts = Map.copyOf(texts);
    requireNonNull(order, "order is null");
    requireNonNull(personal, "personal is null");
  }

  public Query between(long from, long to) {
    return new Query(from, to, fromNumber, kinds, texts, order, personal);
  }

  public Query from(long number) {
    return new Query(fromMicros, toMicros, number, kinds, texts, order, personal);
  }

  public Query of(EntryKind... wanted) {
    Set<EntryKind> these = Set.of(wanted);
    return new Query(fromMicros, toMicros, fromNumber, these, texts, order, personal);
  }

  /// Only entries that are found by a text; by any where it is empty.
  public Query of(Text text, String wanted) {
    Map<Text, String> these = new EnumMap<>(Text.class);
    these.putAll(texts);
    these.put(text, wanted);
    these.values().removeIf(String::isEmpty);
    return new Query(fromMicros, toMicros, fromNumber, kinds, these, order, personal);
  }

  public Query newestFirst() {
    Order newest = Order.NEWEST_FIRST;
    return new Query(fromMicros, toMicros, fromNumber, kinds, texts, newest, personal);
  }

  public Query sealed() {
    return new Query(fromMicros, toMicros, fromNumber, kinds, texts, order, Personal.SEALED);
  }

  boolean matches(long number, Entry entry) {
    return number >= fromNumber
        && entry.timeMicros() >= fromMicros
        && entry.timeMicros() < toMicros
        && (kinds.isEmpty() || kinds.contains(entry.kind()))
        && fits(entry);
  }

  private boolean fits(Entry entry) {
    for (Map.Entry<Text, String> wanted : texts.entrySet()) {
      if (!wanted.getValue().equals(wanted.getKey().of(entry))) {
        return false;
      }
    }
    return true;
  }

  /// Whether a stretch may hold what is wanted.
  boolean mayBeIn(Stretch stretch) {
    return stretch.last() >= fromNumber
        && stretch.maxMicros() >= fromMicros
        && stretch.minMicros() < toMicros
        && texts.values().stream()
            .allMatch(wanted -> stretch.texts().mayHold(StableHash.of(wanted)));
  }
}
