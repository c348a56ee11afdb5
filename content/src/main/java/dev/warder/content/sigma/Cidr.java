package dev.warder.content.sigma;

import java.util.Arrays;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// An address block such as `10.0.0.0/8` or `2001:db8::/32`. IPv4 addresses are compared in their
/// mapped form, so that `::ffff:10.0.0.1` is in `10.0.0.0/8`.
///
/// Source RFC 4291 sections 2.2 and 2.5.5.2, RFC 4632
final class Cidr implements Predicate<String> {
  private static final int BYTES = 16;
  private static final int MAPPED = 12;
  private static final int MAX_TEXT = 45;

  private final byte[] network;
  private final int bits;

  private Cidr(byte[] network, int bits) {
    this.network = network;
    this.bits = bits;
  }

  /// The block, or null if the text is none.
  static @Nullable Cidr of(String text) {
    int slash = text.indexOf('/');
    String address = slash < 0 ? text : text.substring(0, slash);
    byte[] network = bytes(address);
    if (network == null) {
      return null;
    }
    int offset = address.indexOf(':') < 0 ? MAPPED * 8 : 0;
    int bits = slash < 0 ? BYTES * 8 - offset : number(text.substring(slash + 1), 10, 128);
    return bits < 0 || bits + offset > BYTES * 8 ? null : new Cidr(network, bits + offset);
  }

  @Override
  public boolean test(String address) {
    byte[] bytes = bytes(address);
    if (bytes == null) {
      return false;
    }
    int whole = bits / 8;
    if (!Arrays.equals(network, 0, whole, bytes, 0, whole)) {
      return false;
    }
    int mask = bits % 8 == 0 ? 0 : 0xFF << (8 - bits % 8);
    return mask == 0 || ((network[whole] ^ bytes[whole]) & mask & 0xFF) == 0;
  }

  private static byte @Nullable [] bytes(String address) {
    if (address.isEmpty() || address.length() > MAX_TEXT) {
      return null;
    }
    byte[] bytes = new byte[BYTES];
    if (address.indexOf(':') < 0) {
      bytes[MAPPED - 2] = bytes[MAPPED - 1] = (byte) 0xFF;
      return dotted(address, bytes, MAPPED) ? bytes : null;
    }
    int gap = address.indexOf("::");
    if (gap < 0) {
      return groups(address, bytes, 0) == BYTES ? bytes : null;
    }
    byte[] tail = new byte[BYTES];
    int head = groups(address.substring(0, gap), bytes, 0);
    int after = groups(address.substring(gap + 2), tail, 0);
    if (head < 0 || after < 0 || head + after >= BYTES) {
      return null;
    }
    System.arraycopy(tail, 0, bytes, BYTES - after, after);
    return bytes;
  }

  /// Writes groups of hexadecimal digits, the last two possibly dotted; how many bytes they fill,
  /// or -1 if they are none.
  private static int groups(String text, byte[] bytes, int from) {
    if (text.isEmpty()) {
      return from;
    }
    int at = from;
    for (String group : text.split(":", -1)) {
      if (group.indexOf('.') >= 0) {
        return at + 4 <= BYTES && text.endsWith(group) && dotted(group, bytes, at) ? at + 4 : -1;
      }
      int value = group.length() > 4 ? -1 : number(group, 16, 0xFFFF);
      if (value < 0 || at + 2 > BYTES) {
        return -1;
      }
      bytes[at++] = (byte) (value >> 8);
      bytes[at++] = (byte) value;
    }
    return at;
  }

  private static boolean dotted(String text, byte[] bytes, int from) {
    String[] parts = text.split("\\.", -1);
    for (int i = 0; i < parts.length; i++) {
      int value = parts[i].length() > 3 ? -1 : number(parts[i], 10, 255);
      if (parts.length != 4 || value < 0) {
        return false;
      }
      bytes[from + i] = (byte) value;
    }
    return true;
  }

  /// A number of digits alone, or -1.
  private static int number(String text, int radix, int most) {
    if (text.isEmpty() || text.length() > 5) {
      return -1;
    }
    int value = 0;
    for (int i = 0; i < text.length(); i++) {
      int digit = text.charAt(i) < 128 ? Character.digit(text.charAt(i), radix) : -1;
      if (digit < 0) {
        return -1;
      }
      value = value * radix + digit;
    }
    return value > most ? -1 : value;
  }
}
