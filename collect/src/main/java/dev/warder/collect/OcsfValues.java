package dev.warder.collect;

import dev.warder.collect.json.Slots;
import dev.warder.collect.json.Tape;
import dev.warder.collect.text.Slices;
import dev.warder.collect.text.TupleCache;
import dev.warder.model.Activity;
import org.jspecify.annotations.Nullable;

/// Where the values of one OCSF record are that count, and what they say. Filled by [OcsfRecord],
/// or at once for a record laid out like one before. Reused from record to record and confined to
/// one thread.
///
/// Errors a value that is absent reads as empty
@SuppressWarnings("EnumOrdinal") // slots are numbered in the order of the enum
final class OcsfValues {
  private static final long MAX_SIZE = 1_000_000_000_000L;

  /// The values that count.
  enum Slot {
    CLASS_UID,
    ACTIVITY_ID,
    TIME,
    TIME_DT,
    UID,
    REQUEST_UID,
    TENANT,
    USER_ACCOUNT,
    CLOUD_ACCOUNT,
    PRINCIPAL,
    PRINCIPAL_NAME,
    USER_CREDENTIAL,
    SESSION_CREDENTIAL,
    ADDRESS,
    SERVICE,
    COUNTRY,
    METHOD,
    HOST,
    PATH,
    QUERY,
    AGENT,
    JA4,
    REQUEST_BYTES,
    RESPONSE_BYTES,
    LATENCY,
    CODE,
    API_CODE,
    STATUS_ID,
    OPERATION,
    API_SERVICE,
    ERROR
  }

  final Slots slots = new Slots(Slot.values().length);

  /// Whether an object or list stands where a word belongs.
  boolean invalid;

  /// Whether something counts that is no single value, so that no [#slots] tell of it.
  boolean nested;

  private final Nouns nouns;

  OcsfValues(Nouns nouns) {
    this.nouns = nouns;
  }

  boolean has(Slot slot) {
    return slots.has(slot.ordinal());
  }

  void putWord(Tape tape, int n, Slot slot) {
    invalid |= tape.isContainer(n);
    put(tape, n, slot);
  }

  void putTime(Tape tape, int n, Slot slot) {
    if (!tape.isNull(n)) {
      putAnything(tape, n, slot);
    }
  }

  /// Fills the slot even if what stands there is no value that makes sense.
  void putAnything(Tape tape, int n, Slot slot) {
    if (tape.isContainer(n) || tape.isNull(n)) {
      slots.set(slot.ordinal(), 0, 0);
      nested = true;
    } else {
      put(tape, n, slot);
    }
  }

  void put(Tape tape, int n, Slot slot) {
    if (!tape.isContainer(n) && !tape.isNull(n)) {
      slots.set(slot.ordinal(), tape.start(n), tape.end(n));
    }
  }

  byte[] bytes() {
    return slots.bytes();
  }

  /// What the given slots, taken together, stood for before.
  <T> @Nullable T find(TupleCache<T> cache, long wanted) {
    cache.start();
    for (long rest = slots.presentOf(wanted); rest != 0; rest &= rest - 1) {
      int slot = Long.numberOfTrailingZeros(rest);
      cache.add(slot, slots.bytes(), slots.from(slot), slots.to(slot));
    }
    return cache.find();
  }

  /// A set of slots.
  static long bits(Slot... wanted) {
    long bits = 0;
    for (Slot slot : wanted) {
      bits |= 1L << slot.ordinal();
    }
    return bits;
  }

  int from(Slot slot) {
    return slots.from(slot.ordinal());
  }

  int to(Slot slot) {
    return slots.to(slot.ordinal());
  }

  String text(Slot slot) {
    return has(slot) ? nouns.text(slots.bytes(), from(slot), to(slot)) : "";
  }

  String credentialId(Slot slot) {
    return has(slot) ? nouns.credentialId(slots.bytes(), from(slot), to(slot)) : "";
  }

  /// A text that is kept from no cache, because it never repeats.
  String unique(Slot slot) {
    return has(slot) ? Slices.text(slots.bytes(), from(slot), to(slot), Activity.MAX_TEXT) : "";
  }

  long number(Slot slot, long otherwise) {
    return slots.number(slot.ordinal(), otherwise);
  }

  /// A size or time, [Activity#UNKNOWN] if it makes no sense.
  long size(Slot slot) {
    long value = number(slot, Activity.UNKNOWN);
    return value < 0 || value > MAX_SIZE ? Activity.UNKNOWN : value;
  }

  /// A status of HTTP, 0 if it is none.
  int status(Slot slot) {
    long value = number(slot, 0);
    return value >= 100 && value <= 999 ? (int) value : 0;
  }
}
