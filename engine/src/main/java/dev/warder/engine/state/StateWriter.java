package dev.warder.engine.state;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Writes a state down, in the order its owner calls. Confined to one thread.
///
/// Each different text, and each different value of [#shared], stands once and is a number from
/// then on. What has no order of its own is written in that of its keys, so that equal states are
/// equal bytes.
///
/// Bounds memory for the texts and values that were written, and one block
public final class StateWriter {

  /// Writes one value.
  @FunctionalInterface
  public interface Body<T> {
    void write(StateWriter out, T value);
  }

  private final StateSink sink;
  private final byte[] block = new byte[StateLayout.BLOCK_BYTES];
  private final byte[] frame = new byte[4];
  private final Map<String, Integer> texts = new HashMap<>();
  private final Map<Object, Integer> values = new HashMap<>();
  private int filled;
  private int blocks;

  /// Begins a state.
  public StateWriter(StateSink sink) {
    this.sink = sink;
    byte[] magic = StateLayout.magic();
    sink.write(magic, magic.length);
    sink.write(new byte[] {(byte) (StateLayout.VERSION >>> 8), (byte) StateLayout.VERSION}, 2);
  }

  /// Begins a part that the reader asks for by the same number.
  public void section(int number) {
    number(number);
  }

  /// A number from 0 on, in as few bytes as it needs.
  public void number(long value) {
    if (value < 0) {
      throw new IllegalArgumentException("number is negative: " + value);
    }
    variable(value);
  }

  /// Any number, in few bytes if it is near 0.
  public void signed(long value) {
    variable(value << 1 ^ value >> 63);
  }

  private void variable(long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      put((int) (rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    put((int) rest);
  }

  /// Sixty-four bits as they are.
  public void bits(long value) {
    for (int shift = 56; shift >= 0; shift -= 8) {
      put((int) (value >>> shift));
    }
  }

  /// A number as its bits, so that it comes back the very same.
  public void real(double value) {
    bits(Double.doubleToRawLongBits(value));
  }

  public void flag(boolean value) {
    put(value ? 1 : 0);
  }

  public void text(String value) {
    Integer known = texts.putIfAbsent(value, texts.size() + 1);
    if (known != null) {
      number(known);
      return;
    }
    if (value.length() > StateLayout.MAX_TEXT) {
      throw new IllegalArgumentException("text is too long: " + value.length());
    }
    number(0);
    number(value.length());
    for (int i = 0; i < value.length(); i++) {
      unit(value.charAt(i));
    }
  }

  /// One UTF-16 unit in one to three bytes; halves of pairs stand alone, for logs have such texts.
  private void unit(char unit) {
    if (unit < 0x80) {
      put(unit);
    } else if (unit < 0x800) {
      put(0xc0 | unit >> 6);
      put(0x80 | (unit & 0x3f));
    } else {
      put(0xe0 | unit >> 12);
      put(0x80 | (unit >> 6 & 0x3f));
      put(0x80 | (unit & 0x3f));
    }
  }

  /// A constant by its name, which stays what it means whatever stands before it.
  public void name(Enum<?> constant) {
    text(constant.name());
  }

  /// Texts in the order they have.
  public void texts(Collection<String> ordered) {
    number(ordered.size());
    ordered.forEach(this::text);
  }

  /// Texts that have no order.
  public void sorted(Collection<String> unordered) {
    texts(new TreeSet<>(unordered));
  }

  /// Entries that have no order.
  public <V> void sorted(Map<String, V> unordered, Body<? super V> body) {
    number(unordered.size());
    new TreeMap<>(unordered)
        .forEach((key, value) -> {
          text(key);
          body.write(this, value);
        });
  }

  /// Values in the order they have.
  public <T> void list(Collection<? extends T> values, Body<T> body) {
    number(values.size());
    values.forEach(value -> body.write(this, value));
  }

  /// As many numbers from 0 on as there always are.
  public void counts(long[] counts) {
    number(counts.length);
    for (long count : counts) {
      number(count);
    }
  }

  /// As many numbers from 0 on as there always are.
  public void counts(char[] counts) {
    number(counts.length);
    for (char count : counts) {
      number(count);
    }
  }

  /// The first few of some numbers.
  public void signed(int[] numbers, int length) {
    number(length);
    for (int i = 0; i < length; i++) {
      signed(numbers[i]);
    }
  }

  /// A value that may be absent.
  public <T> void optional(@Nullable T value, Body<? super T> body) {
    flag(value != null);
    if (value != null) {
      body.write(this, value);
    }
  }

  /// An immutable value that repeats: it stands where it is written first.
  public <T> void shared(T value, Body<? super T> body) {
    Integer known = values.get(value);
    if (known != null) {
      number(known);
      return;
    }
    number(0);
    body.write(this, value);
    values.put(value, values.size() + 1);
  }

  private void put(int value) {
    if (filled == block.length) {
      flush();
    }
    block[filled++] = (byte) value;
  }

  private void flush() {
    frame(filled);
    sink.write(block, filled);
    frame(StateLayout.checksum(blocks++, block, filled));
    filled = 0;
  }

  private void frame(int value) {
    StateLayout.putInt(frame, 0, value);
    sink.write(frame, frame.length);
  }

  /// Ends the state. The writer is not to be used afterwards.
  public void end() {
    if (filled > 0) {
      flush();
    }
    flush();
  }
}
