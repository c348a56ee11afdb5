package dev.warder.store.journal.bytes;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Reads what [ByteWriter] wrote, believing nothing. Confined to one thread.
///
/// Bounds memory for what is really there: a length that the bytes cannot hold is malformed Errors
/// [MalformedException]
public final class ByteReader {
  private byte[] array;
  private int position;
  private int end;

  public ByteReader(byte[] array) {
    this(array, 0, array.length);
  }

  public ByteReader(byte[] array, int from, int to) {
    this.array = array;
    position = from;
    end = to;
  }

  /// Begins anew with other bytes.
  public void reset(byte[] other, int from, int to) {
    array = other;
    position = from;
    end = to;
  }

  public int position() {
    return position;
  }

  public int remaining() {
    return end - position;
  }

  public int byte1() throws MalformedException {
    need(1);
    return array[position++] & 0xFF;
  }

  public int int4() throws MalformedException {
    need(4);
    position += 4;
    return getInt(array, position - 4);
  }

  public long long8() throws MalformedException {
    need(8);
    position += 8;
    return getLong(array, position - 8);
  }

  public long number() throws MalformedException {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      need(1);
      byte part = array[position++];
      value |= (long) (part & 0x7F) << shift;
      if (part >= 0) {
        return value;
      }
    }
    throw new MalformedException("a number is too long");
  }

  public long signed() throws MalformedException {
    long value = number();
    return (value >>> 1) ^ -(value & 1);
  }

  /// A number that must not be over a bound.
  public int count(int most) throws MalformedException {
    long value = number();
    if (value < 0 || value > most) {
      throw new MalformedException("a count of " + value + " is over " + most);
    }
    return (int) value;
  }

  public byte[] bytes(int length) throws MalformedException {
    need(length);
    position += length;
    return Arrays.copyOfRange(array, position - length, position);
  }

  public void skip(int length) throws MalformedException {
    need(length);
    position += length;
  }

  public String text() throws MalformedException {
    long head = number();
    boolean wide = (head & 1) != 0;
    long bytes = wide ? head & ~1L : head >>> 1;
    if (bytes < 0 || bytes > end - position) {
      throw new MalformedException("a text is longer than what holds it");
    }
    int length = (int) bytes;
    String text;
    if (wide) {
      char[] units = new char[length / 2];
      for (int i = 0; i < units.length; i++) {
        units[i] = (char) (array[position + 2 * i] << 8 | (array[position + 2 * i + 1] & 0xFF));
      }
      text = new String(units);
    } else {
      text = new String(array, position, length, StandardCharsets.ISO_8859_1);
    }
    position += length;
    return text;
  }

  private void need(int bytes) throws MalformedException {
    if (bytes < 0 || bytes > end - position) {
      throw new MalformedException("it ends too early");
    }
  }

  /// A number, high byte first.
  public static int getInt(byte[] from, int at) {
    return from[at] << 24
        | (from[at + 1] & 0xFF) << 16
        | (from[at + 2] & 0xFF) << 8
        | (from[at + 3] & 0xFF);
  }

  /// A number, high byte first.
  public static long getLong(byte[] from, int at) {
    return (long) getInt(from, at) << 32 | (getInt(from, at + 4) & 0xFFFFFFFFL);
  }
}
