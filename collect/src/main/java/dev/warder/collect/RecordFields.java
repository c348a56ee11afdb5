package dev.warder.collect;

import dev.warder.collect.json.FieldNames;
import dev.warder.collect.json.Tape;
import dev.warder.collect.text.Timestamps;
import java.util.List;

/// The known fields of the object at hand and of those inside it, by the constants of a format's
/// own enum. Reused from record to record; confined to one thread.
///
/// Errors a field that is absent is node 0, its text is empty; so is that of null and of containers
@SuppressWarnings("EnumOrdinal") // fields are numbered by FieldNames in the order of the enum
final class RecordFields {
  private final Nouns nouns;
  private final FieldNames names;
  private final int[] nodes;
  private Tape tape = new Tape();
  private int object;
  private boolean duplicate;

  /// @param labels the names of the fields, in the order of the enum's constants
  RecordFields(Nouns nouns, List<String> labels) {
    this.nouns = nouns;
    names = new FieldNames(labels);
    nodes = new int[labels.size()];
  }

  /// Turns to an object; true if one of its known fields occurs twice.
  boolean open(Tape source, int node) {
    tape = source;
    object = node;
    duplicate = source.index(node, names, nodes);
    return duplicate;
  }

  Tape tape() {
    return tape;
  }

  /// The object at hand.
  int object() {
    return object;
  }

  /// The numbers of the names.
  FieldNames names() {
    return names;
  }

  boolean has(Enum<?> field) {
    return nodes[field.ordinal()] > 0;
  }

  boolean isObject(Enum<?> field) {
    return has(field) && tape.isObject(nodes[field.ordinal()]);
  }

  int node(Enum<?> field) {
    return nodes[field.ordinal()];
  }

  /// The node of the first field that is there.
  int either(Enum<?> field, Enum<?> otherwise) {
    return has(field) ? node(field) : node(otherwise);
  }

  /// A field of an object inside.
  int under(int outer, Enum<?> field) {
    return outer == 0 ? 0 : tape.find(outer, names, field.ordinal());
  }

  String text(Enum<?> field) {
    return text(nodes[field.ordinal()]);
  }

  String text(Enum<?> outer, Enum<?> inner) {
    return text(under(nodes[outer.ordinal()], inner));
  }

  String textUnder(int outer, Enum<?> field) {
    return text(under(outer, field));
  }

  /// A scalar as text; if it is a secret after all, its hash.
  String text(int node) {
    return node == 0 || tape.isNull(node) || tape.isContainer(node)
        ? ""
        : nouns.credentialId(tape.bytes(), tape.start(node), tape.end(node));
  }

  String agent(int node) {
    return node == 0 || tape.isNull(node) || tape.isContainer(node)
        ? ""
        : nouns.agent(tape.bytes(), tape.start(node), tape.end(node));
  }

  /// A time, in UTC where no zone is written; [Timestamps#NONE] if it is none.
  long micros(int node) {
    return node == 0 || tape.isContainer(node)
        ? Timestamps.NONE
        : Timestamps.parseUtc(tape.bytes(), tape.start(node), tape.end(node));
  }

  /// The time of the event that the object at hand is. Why an event cannot be used is told to the
  /// sink.
  ///
  /// @param node the field with the time, 0 if there is none
  /// @param label the name of that field
  /// @return [Timestamps#NONE] if the event cannot be used
  long eventMicros(int node, String label, RecordSink sink) {
    long micros = micros(node);
    if (duplicate) {
      sink.skip(SkipReason.DUPLICATE_FIELD, "a field of the event occurs twice");
      return Timestamps.NONE;
    }
    if (micros == Timestamps.NONE) {
      sink.skip(node == 0 ? SkipReason.FIELD_MISSING : SkipReason.FIELD_INVALID, label);
    }
    return micros;
  }

  long number(int node, long otherwise) {
    return node == 0 ? otherwise : tape.number(node, otherwise);
  }
}
