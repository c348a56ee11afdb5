package dev.warder.collect;

import dev.warder.collect.json.FieldNames;
import dev.warder.collect.json.Tape;
import dev.warder.model.Activity;
import java.util.Arrays;
import java.util.List;

/// The attributes of one OpenTelemetry span, log record or resource that tell of a request: a list
/// of `key` and typed `value`. Reused from list to list; confined to one thread.
///
/// Source OpenTelemetry protocol 1.3, JSON encoding: 64-bit numbers are written as strings
@SuppressWarnings("EnumOrdinal") // keys are numbered by FieldNames in the order of the enum
final class OtlpAttributes {
  private static final FieldNames KEYS =
      new FieldNames(Arrays.stream(OtlpKey.values()).map(key -> key.label).toList());

  private static final int MAX_KEY = 128;
  private static final int KEY_NAME = 0;
  private static final int VALUE = 1;
  private static final int ARRAY = 2;
  private static final int VALUES = 3;
  private static final List<String> SCALARS =
      List.of("stringValue", "intValue", "doubleValue", "boolValue");
  private static final FieldNames PARTS =
      new FieldNames(
          List.of(
              "key",
              "value",
              "arrayValue",
              "values",
              SCALARS.get(0),
              SCALARS.get(1),
              SCALARS.get(2),
              SCALARS.get(3)));

  private final Nouns nouns;
  private final String asked;
  private final int[] values = new int[OtlpKey.values().length];
  private Tape tape = new Tape();
  private int askedNode;
  private boolean duplicate;

  /// @param asked attribute that the operator says the key stands in; empty if none
  OtlpAttributes(Nouns nouns, String asked) {
    this.nouns = nouns;
    this.asked = asked;
  }

  /// Turns to a list.
  ///
  /// @param list node of the list, 0 if there is none
  void open(Tape source, int list) {
    tape = source;
    askedNode = 0;
    duplicate = false;
    Arrays.fill(values, 0);
    if (list == 0 || !source.isArray(list)) {
      return;
    }
    for (int n = list + 1; n < source.next(list); n = source.next(n)) {
      int key = source.find(n, PARTS, KEY_NAME);
      int value = key == 0 ? 0 : scalar(source.find(n, PARTS, VALUE));
      if (value > 0) {
        put(key, value);
      }
    }
  }

  private void put(int key, int value) {
    int id = tape.namedBy(key, KEYS);
    if (id >= 0) {
      duplicate |= values[id] > 0;
      values[id] = value;
    }
    if (!asked.isEmpty() && askedNode == 0 && tape.text(key, MAX_KEY).equals(asked)) {
      askedNode = value;
    }
  }

  /// The scalar in a typed value: itself, or the first of a list; 0 if there is none.
  private int scalar(int value) {
    if (value == 0 || !tape.isObject(value)) {
      return 0;
    }
    int list = tape.find(value, PARTS, ARRAY);
    int elements = list == 0 ? 0 : tape.find(list, PARTS, VALUES);
    int holder = value;
    if (elements > 0 && tape.isArray(elements) && tape.next(elements) > elements + 1) {
      holder = elements + 1;
    }
    if (!tape.isObject(holder)) {
      return 0;
    }
    for (int n = holder + 1; n < tape.next(holder); n = tape.next(n)) {
      if (tape.field(n, PARTS) > VALUES && !tape.isContainer(n) && !tape.isNull(n)) {
        return n;
      }
    }
    return 0;
  }

  /// Whether some key that counts stands twice, against the specification.
  boolean hasDuplicate() {
    return duplicate;
  }

  boolean has(OtlpKey key) {
    return values[key.ordinal()] > 0;
  }

  /// The text of the first of some keys that is there; if it is a secret after all, its hash.
  String text(OtlpKey... keys) {
    int node = first(keys);
    return node == 0 ? "" : nouns.credentialId(tape.bytes(), tape.start(node), tape.end(node));
  }

  String agent(OtlpKey... keys) {
    int node = first(keys);
    return node == 0 ? "" : nouns.agent(tape.bytes(), tape.start(node), tape.end(node));
  }

  /// May be a secret or hold one: never to be put into an activity.
  String secretText(OtlpKey... keys) {
    return secretText(first(keys));
  }

  /// The key where the operator says it stands, never to be kept; empty if there is none.
  String askedKey() {
    return secretText(askedNode);
  }

  private String secretText(int node) {
    return node == 0 ? "" : tape.text(node, Activity.MAX_TEXT);
  }

  long number(long otherwise, OtlpKey... keys) {
    int node = first(keys);
    return node == 0 ? otherwise : tape.number(node, otherwise);
  }

  private int first(OtlpKey... keys) {
    for (OtlpKey key : keys) {
      if (values[key.ordinal()] > 0) {
        return values[key.ordinal()];
      }
    }
    return 0;
  }
}
