package dev.warder.enrich.network;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/// Reads the elements of a packed table's body in turn; see [PackedTable] for the layout.
///
/// Single-threaded. Reading past the end throws [IndexOutOfBoundsException], which the table turns
/// into its own error.
final class PackedBody {

  /// The `z` of a step of 0.
  static final int NO_STEP = 64;

  private final byte[] bytes;
  private int position;

  PackedBody(byte[] bytes) {
    this.bytes = bytes;
  }

  boolean isAtEnd() {
    return position == bytes.length;
  }

  int octet() {
    return bytes[position++] & 0xff;
  }

  byte[] octets(int length) {
    if (length < 0 || length > bytes.length - position) {
      throw new IndexOutOfBoundsException(length);
    }
    position += length;
    return Arrays.copyOfRange(bytes, position - length, position);
  }

  long varint() {
    long value = bytes[position++];
    if (value >= 0) {
      return value;
    }
    value &= 0x7f;
    for (int shift = 7; shift < Long.SIZE; shift += 7) {
      byte next = bytes[position++];
      value |= (next & 0x7fL) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw NetworkTableException.invalid("network table: a number is too long");
  }

  /// A number of things that follow, or a position among things that came before.
  int count() {
    long value = varint();
    if (value < 0 || value > bytes.length) {
      throw NetworkTableException.invalid("network table: impossible number " + value);
    }
    return (int) value;
  }

  long step() {
    int zeros = octet();
    long rest = varint();
    return zeros == NO_STEP ? 0 : (rest << 1 | 1) << zeros;
  }

  String text() {
    return new String(octets(count()), UTF_8);
  }

  /// Numbers written as differences.
  int[] ascending(int size) {
    int[] values = new int[size];
    int value = 0;
    for (int i = 0; i < size; i++) {
      value += (int) varint();
      if (value < 0) {
        throw NetworkTableException.invalid("network table: a column overflows");
      }
      values[i] = value;
    }
    return values;
  }
}
