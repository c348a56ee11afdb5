package dev.warder.store.journal.activity;

import dev.warder.store.journal.bytes.ByteReader;
import dev.warder.store.journal.bytes.ByteWriter;
import dev.warder.store.journal.bytes.MalformedException;
import java.util.HexFormat;

/// Ids that seldom repeat, in half the bytes where they are hexadecimal.
///
/// Shape form 0 text | 1 UUID, 16 bytes | 2 + n: n bytes, written as 2n lower-case digits
final class Uids {
  private static final int TEXT = 0;
  private static final int UUID = 1;
  private static final int HEX = 2;
  private static final int UUID_CHARS = 36;
  private static final int MAX_HEX = 64;
  private static final HexFormat DIGITS = HexFormat.of();

  private Uids() {}

  static void write(ByteWriter out, String uid) {
    int length = uid.length();
    if (length == UUID_CHARS && isHex(uid, true)) {
      out.byte1(UUID);
      hex(out, uid);
    } else if (length > 0 && length <= MAX_HEX && length % 2 == 0 && isHex(uid, false)) {
      out.byte1(HEX + length / 2);
      hex(out, uid);
    } else {
      out.byte1(TEXT);
      out.text(uid);
    }
  }

  private static void hex(ByteWriter out, String uid) {
    for (int i = 0; i < uid.length(); i += 2) {
      if (uid.charAt(i) == '-') {
        i++;
      }
      out.byte1(
          HexFormat.fromHexDigit(uid.charAt(i)) << 4 | HexFormat.fromHexDigit(uid.charAt(i + 1)));
    }
  }

  private static boolean isHex(String uid, boolean isDashed) {
    for (int i = 0; i < uid.length(); i++) {
      char c = uid.charAt(i);
      boolean isDash = isDashed && (i == 8 || i == 13 || i == 18 || i == 23);
      if (isDash ? c != '-' : !((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) {
        return false;
      }
    }
    return true;
  }

  static String read(ByteReader in) throws MalformedException {
    int form = in.byte1();
    if (form == TEXT) {
      return in.text();
    }
    if (form == UUID) {
      String hex = DIGITS.formatHex(in.bytes(16));
      return hex.substring(0, 8)
          + '-'
          + hex.substring(8, 12)
          + '-'
          + hex.substring(12, 16)
          + '-'
          + hex.substring(16, 20)
          + '-'
          + hex.substring(20);
    }
    if (form - HEX > MAX_HEX / 2) {
      throw new MalformedException("an id of no known form");
    }
    return DIGITS.formatHex(in.bytes(form - HEX));
  }
}
