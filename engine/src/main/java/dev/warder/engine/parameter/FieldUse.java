package dev.warder.engine.parameter;

import dev.warder.engine.state.StateException;
import dev.warder.engine.state.StateReader;
import dev.warder.engine.state.StateWriter;
import dev.warder.model.ValueShape;
import java.util.Arrays;
import java.util.List;

/// What the values of one field looked like. Confined to the engine's thread.
///
/// Shapes are counted over the first [#MOST_VALUES] *different* values: the same value sent a
/// thousand times says no more than once. Different is told by fingerprint, so that of 200 values
/// about five are taken for repeats.
///
/// Bounds at most 500 bytes
final class FieldUse {
  static final int MOST_VALUES = 200;
  private static final ValueShape[] SHAPES = ValueShape.values();

  private long calls;
  private short[] fingerprints = new short[4];
  private int distinct;
  private short[] counts = new short[0];

  /// Counts a call and looks at the value it carried.
  void add(long shapes, int fingerprint) {
    calls++;
    look(shapes, fingerprint);
  }

  private void look(long shapes, int fingerprint) {
    if (distinct >= MOST_VALUES || shapes == ValueShape.EMPTY.bit() || isKnown(fingerprint)) {
      return;
    }
    remember(fingerprint);
    if (counts.length == 0) {
      counts = new short[SHAPES.length];
    }
    for (long rest = shapes; rest != 0; rest &= rest - 1) {
      counts[Long.numberOfTrailingZeros(rest)]++;
    }
  }

  private boolean isKnown(int fingerprint) {
    for (int i = 0; i < distinct; i++) {
      if (fingerprints[i] == (short) fingerprint) {
        return true;
      }
    }
    return false;
  }

  private void remember(int fingerprint) {
    if (distinct == fingerprints.length) {
      fingerprints = Arrays.copyOf(fingerprints, Math.min(MOST_VALUES, distinct * 2));
    }
    fingerprints[distinct++] = (short) fingerprint;
  }

  /// Takes over what another field, which turned out to be the same, was seen with. Which value had
  /// which shape is not kept, so the side with fewer values counts only if it shares none with the
  /// other.
  void absorb(FieldUse other) {
    long sum = calls + other.calls;
    FieldUse larger = other.distinct > distinct ? other : this;
    FieldUse smaller = larger == this ? other : this;
    int before = larger.distinct;
    short[] merged = larger.counts.clone();
    short[] all = Arrays.copyOf(larger.fingerprints, Math.max(4, before));
    boolean disjoint = before + smaller.distinct <= MOST_VALUES;
    for (int i = 0; disjoint && i < smaller.distinct; i++) {
      disjoint = !larger.isKnown(smaller.fingerprints[i]);
    }
    int count = before;
    if (disjoint && smaller.distinct > 0) {
      all = Arrays.copyOf(all, Math.max(4, before + smaller.distinct));
      System.arraycopy(smaller.fingerprints, 0, all, before, smaller.distinct);
      count = before + smaller.distinct;
      merged = Arrays.copyOf(merged, SHAPES.length);
      for (int i = 0; i < smaller.counts.length; i++) {
        merged[i] += smaller.counts[i];
      }
    }
    calls = sum;
    fingerprints = all;
    distinct = count;
    counts = merged;
  }

  long calls() {
    return calls;
  }

  /// How many different values were looked at.
  int distinct() {
    return distinct;
  }

  /// How many different values have one of the shapes, at most.
  int withAny(List<ValueShape> shapes) {
    int most = 0;
    for (ValueShape shape : shapes) {
      most = Math.max(most, with(shape));
    }
    return most;
  }

  @SuppressWarnings("EnumOrdinal") // counted by the bit a shape is declared to have
  private int with(ValueShape shape) {
    return counts.length == 0 ? 0 : counts[shape.ordinal()];
  }

  /// Whether nearly all values have the shape: nineteen of twenty, so that a stray one changes no
  /// type.
  private boolean are(ValueShape shape) {
    return distinct > 0 && with(shape) * 20 >= distinct * 19;
  }

  /// Whether the field only ever says yes or no.
  boolean isFlag() {
    return are(ValueShape.BOOLEAN);
  }

  /// Type of JSON Schema.
  String type() {
    if (isFlag()) {
      return "boolean";
    }
    if (are(ValueShape.INTEGER)) {
      return "integer";
    }
    return are(ValueShape.NUMBER) ? "number" : "string";
  }

  /// Format of OpenAPI, empty if the values have none in common.
  String format() {
    if (are(ValueShape.UUID)) {
      return "uuid";
    }
    if (are(ValueShape.DATE)) {
      return "date";
    }
    if (are(ValueShape.DATE_TIME)) {
      return "date-time";
    }
    if (are(ValueShape.EMAIL)) {
      return "email";
    }
    if (are(ValueShape.IP_ADDRESS)) {
      return are(ValueShape.IPV6) ? "ipv6" : with(ValueShape.IPV6) == 0 ? "ipv4" : "";
    }
    return are(ValueShape.URI) ? "uri" : "";
  }

  void save(StateWriter out) {
    out.number(calls);
    out.number(distinct);
    for (int i = 0; i < distinct; i++) {
      out.number(fingerprints[i] & 0xffff);
    }
    List<ValueShape> seen = Arrays.stream(SHAPES).filter(shape -> with(shape) > 0).toList();
    out.list(
        seen,
        (to, shape) -> {
          to.name(shape);
          to.number(with(shape));
        });
  }

  @SuppressWarnings("EnumOrdinal") // counted by the bit a shape is declared to have
  static FieldUse restore(StateReader in) throws StateException {
    FieldUse field = new FieldUse();
    field.calls = in.number();
    field.distinct = in.size(MOST_VALUES);
    field.fingerprints = new short[Math.max(field.fingerprints.length, field.distinct)];
    for (int i = 0; i < field.distinct; i++) {
      field.fingerprints[i] = (short) in.number(0xffff);
    }
    in.each(from -> {
      if (field.counts.length == 0) {
        field.counts = new short[SHAPES.length];
      }
      ValueShape shape = from.name(ValueShape.class);
      field.counts[shape.ordinal()] = (short) from.number(MOST_VALUES);
    });
    return field;
  }
}
