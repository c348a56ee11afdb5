package dev.warder.engine.state;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads a state back, in the order it was written. Confined to one thread.
///
/// Bounds makes room only as what it was made for arrives, and never for more things than bytes are
/// left
///
/// Errors [StateException] for whatever a writer would not have written
public final class StateReader {

  /// Reads one value.
  @FunctionalInterface
  public interface Body<T> {
    T read(StateReader in) throws StateException;
  }

  /// Takes one value; for what is filled in place.
  @FunctionalInterface
  public interface Step {
    void read(StateReader in) throws StateException;
  }

  private static final int HEAD_BYTES = 10;
  private static final int FRAME_BYTES = 4;

  private final StateSource source;
  private final byte[] block = new byte[StateLayout.BLOCK_BYTES];
  private final byte[] frame = new byte[FRAME_BYTES];
  private final List<String> texts = new ArrayList<>();
  private final List<Object> values = new ArrayList<>();
  private long unread;
  private int at;
  private int filled;
  private int blocks;

  /// Begins to read.
  ///
  /// @throws StateException if this is no state, or one of another layout
  public StateReader(StateSource source) throws StateException {
    this.source = source;
    this.unread = source.size();
    byte[] head = new byte[HEAD_BYTES];
    fill(head, HEAD_BYTES);
    byte[] magic = StateLayout.magic();
    for (int i = 0; i < magic.length; i++) {
      require(head[i] == magic[i], "it does not begin as a state does");
    }
    int version = (head[8] & 0xff) << 8 | (head[9] & 0xff);
    if (version != StateLayout.VERSION) {
      throw StateException.otherLayout(version);
    }
  }

  private void fill(byte[] bytes, int length) throws StateException {
    require(length <= unread && source.read(bytes, length) == length, "it ends too early");
    unread -= length;
  }

  private int frame() throws StateException {
    fill(frame, FRAME_BYTES);
    return StateLayout.getInt(frame, 0);
  }

  /// Takes the next block in; says whether there was one.
  private boolean next() throws StateException {
    int length = frame();
    require(length >= 0 && length <= block.length, "a block of " + length + " bytes");
    fill(block, length);
    require(frame() == StateLayout.checksum(blocks++, block, length), "a checksum is wrong");
    at = 0;
    filled = length;
    return length > 0;
  }

  private int take() throws StateException {
    if (at == filled) {
      require(next(), "it ends too early");
    }
    return block[at++] & 0xff;
  }

  /// Ends the reading; nothing may follow.
  public void end() throws StateException {
    require(at == filled && !next() && unread == 0, "something follows its end");
  }

  /// Holds what was read against what can be.
  public void require(boolean holds, String otherwise) throws StateException {
    if (!holds) {
      throw StateException.damaged(otherwise);
    }
  }

  /// Begins the part of a number.
  public void section(int number) throws StateException {
    require(number() == number, "section " + number + " is not where it should be");
  }

  /// A number from 0 on.
  public long number() throws StateException {
    long value = variable();
    require(value >= 0, "a number is too large");
    return value;
  }

  /// A number from 0 up to a bound, the bound included.
  public int number(int most) throws StateException {
    long value = number();
    require(value <= most, "a number is too large");
    return (int) value;
  }

  /// A number from 0 on that fits into 31 bits.
  public int small() throws StateException {
    return number(Integer.MAX_VALUE);
  }

  public long signed() throws StateException {
    long value = variable();
    return value >>> 1 ^ -(value & 1);
  }

  /// A number that fits into 32 bits.
  public int smallSigned() throws StateException {
    long value = signed();
    require(value == (int) value, "a number is too large");
    return (int) value;
  }

  private long variable() throws StateException {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      int next = take();
      require(shift < 63 || next <= 1, "a number is too large");
      value |= (long) (next & 0x7f) << shift;
      if (next < 0x80) {
        require(next > 0 || shift == 0, "a number is longer than it needs to be");
        return value;
      }
    }
    throw StateException.damaged("a number does not end");
  }

  public long bits() throws StateException {
    long value = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      value = value << 8 | take();
    }
    return value;
  }

  public double real() throws StateException {
    return Double.longBitsToDouble(bits());
  }

  public boolean flag() throws StateException {
    int value = take();
    require(value <= 1, "neither yes nor no");
    return value == 1;
  }

  /// How many things follow; each takes a byte at least, so there are no more than bytes.
  public int size() throws StateException {
    long size = number();
    require(size <= unread + filled - at, "there is less than it says");
    return (int) Math.min(size, Integer.MAX_VALUE);
  }

  /// How many things follow, at most so many.
  public int size(int most) throws StateException {
    int size = size();
    require(size <= most, "there is more than may be");
    return size;
  }

  public String text() throws StateException {
    int number = number(texts.size());
    if (number > 0) {
      return texts.get(number - 1);
    }
    int length = size(StateLayout.MAX_TEXT);
    char[] units = new char[length];
    for (int i = 0; i < length; i++) {
      units[i] = unit();
    }
    String text = new String(units);
    texts.add(text);
    return text;
  }

  private char unit() throws StateException {
    int first = take();
    if (first < 0x80) {
      return (char) first;
    }
    int unit;
    if (first >> 5 == 0b110) {
      unit = (first & 0x1f) << 6 | following();
      require(unit >= 0x80, "a character is longer than it needs to be");
    } else {
      require(first >> 4 == 0b1110, "no character");
      unit = (first & 0x0f) << 12 | following() << 6;
      unit |= following();
      require(unit >= 0x800, "a character is longer than it needs to be");
    }
    return (char) unit;
  }

  private int following() throws StateException {
    int next = take();
    require(next >> 6 == 0b10, "no character");
    return next & 0x3f;
  }

  /// A constant by its name.
  public <E extends Enum<E>> E name(Class<E> of) throws StateException {
    String name = text();
    for (E constant : of.getEnumConstants()) {
      if (constant.name().equals(name)) {
        return constant;
      }
    }
    throw StateException.damaged("an unknown " + of.getSimpleName());
  }

  public List<String> texts() throws StateException {
    return list(StateReader::text);
  }

  /// Values in their order; the list may be changed.
  public <T> List<T> list(Body<T> body) throws StateException {
    int size = size();
    List<T> list = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      list.add(body.read(this));
    }
    return list;
  }

  /// Does something for every value that was written.
  public void each(Step step) throws StateException {
    int size = size();
    for (int i = 0; i < size; i++) {
      step.read(this);
    }
  }

  /// Adds texts, all different.
  public void into(Collection<String> set) throws StateException {
    each(in -> require(set.add(in.text()), "a text stands twice"));
  }

  /// Adds entries, all with different keys.
  public <V> void into(Map<String, V> map, Body<? extends V> body) throws StateException {
    each(in -> require(map.put(in.text(), body.read(in)) == null, "a key stands twice"));
  }

  /// As many numbers as there must be.
  public void counts(long[] into) throws StateException {
    require(size() == into.length, "another number of counts");
    for (int i = 0; i < into.length; i++) {
      into[i] = number();
    }
  }

  /// As many numbers as there must be.
  public void counts(char[] into) throws StateException {
    require(size() == into.length, "another number of counts");
    for (int i = 0; i < into.length; i++) {
      into[i] = (char) number(Character.MAX_VALUE);
    }
  }

  /// Some numbers, in an array with room for `least`.
  public int[] signed(int size, int least) throws StateException {
    int[] numbers = new int[Math.max(size, least)];
    for (int i = 0; i < size; i++) {
      numbers[i] = smallSigned();
    }
    return numbers;
  }

  /// A value that may be absent.
  public <T> @Nullable T optional(Body<T> body) throws StateException {
    return flag() ? body.read(this) : null;
  }

  /// A value that may have stood before.
  public <T> T shared(Class<T> type, Body<T> body) throws StateException {
    int number = number(values.size());
    if (number == 0) {
      T value = body.read(this);
      values.add(value);
      return value;
    }
    Object value = values.get(number - 1);
    require(type.isInstance(value), "a value of another kind");
    return type.cast(value);
  }
}
