package dev.warder.store.journal.bytes;

import java.util.Arrays;

/// Bytes that grow as they are written. Confined to one thread.
///
/// Shape number: 7 bits a byte, low first, the top bit set on all but the last; text: its length in
/// UTF-16 units x 2 + (0 one byte a unit | 1 two bytes a unit), then the units
public final class ByteWriter {
  private byte[] array;
  private int size;

  public ByteWriter(int capacity) {
    array = new byte[capacity];
  }

  public int size() {
    return size;
  }

  /// The bytes themselves, valid up to [#size] and until the next write.
  public byte[] array() {
    return array;
  }

  public byte[] toBytes() {
    return Arrays.copyOf(array, size);
  }

  /// Forgets everything from a place on.
  public void cut(int at) {
    size = Math.min(size, at);
  }

  public void byte1(int value) {
    reserve(1);
    array[size++] = (byte) value;
  }

  public void int4(int value) {
    reserve(4);
    putInt(array, size, value);
    size += 4;
  }

  public void long8(long value) {
    reserve(8);
    putLong(array, size, value);
    size += 8;
  }

  public void number(long value) {
    reserve(10);
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      array[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    array[size++] = (byte) rest;
  }

  /// Any number, in few bytes if it is near 0.
  public void signed(long value) {
    number((value << 1) ^ (value >> 63));
  }

  public void bytes(byte[] from, int offset, int length) {
    reserve(length);
    System.arraycopy(from, offset, array, size, length);
    size += length;
  }

  public void bytes(byte[] from) {
    bytes(from, 0, from.length);
  }

  /// Room for bytes that are put later.
  public void skip(int length) {
    reserve(length);
    Arrays.fill(array, size, size + length, (byte) 0);
    size += length;
  }

  /// A text, halves of pairs that stand alone included.
  public void text(String text) {
    int length = text.length();
    int begin = size;
    number((long) length << 1);
    reserve(length);
    byte[] to = array;
    int at = size;
    for (int i = 0; i < length; i++) {
      char unit = text.charAt(i);
      if (unit > 0xFF) {
        size = begin;
        wide(text);
        return;
      }
      to[at + i] = (byte) unit;
    }
    size = at + length;
  }

  private void wide(String text) {
    int length = text.length();
    number(((long) length << 1) | 1);
    reserve(2 * length);
    for (int i = 0; i < length; i++) {
      char unit = text.charAt(i);
      array[size++] = (byte) (unit >>> 8);
      array[size++] = (byte) unit;
    }
  }

  private void reserve(int bytes) {
    if (size + bytes > array.length) {
      array = Arrays.copyOf(array, Math.max(array.length * 2, size + bytes));
    }
  }

  /// Puts a number, high byte first.
  public static void putInt(byte[] to, int at, int value) {
    for (int i = 0; i < 4; i++) {
      to[at + i] = (byte) (value >>> (24 - 8 * i));
    }
  }

  /// Puts a number, high byte first.
  public static void putLong(byte[] to, int at, long value) {
    putInt(to, at, (int) (value >>> 32));
    putInt(to, at + 4, (int) value);
  }
}
