package dev.warder.keys.shape;

import static java.util.Objects.requireNonNull;

import dev.warder.policy.Environment;
import java.security.SecureRandom;
import java.util.zip.CRC32;

/// How the keys of one platform look. Immutable.
///
/// Shape `wdr_live_` + 16 digits public id + 43 digits secret + 6 digits checksum, all of base 62,
/// so that `\bwdr_(live|test)_[0-9A-Za-z]{65}\b` finds each and the checksum tells it from chance
///
/// Bounds of `wdr`: 74 characters; reading allocates nothing
///
/// Source checksum: CRC-32 (ISO 3309) of all characters before it, most significant digit first
///
/// Guarantees the secret is drawn from 62^43 > 2^256 values; a text with one changed, or two
/// swapped neighbouring, characters does not fit. Does not guarantee that a text that fits is a
/// key: anybody can work out a checksum
public final class KeyShape {
  static final int ID_LENGTH = 16;
  static final int SECRET_LENGTH = 43;
  static final int CHECKSUM_LENGTH = 6;
  static final int MATERIAL_LENGTH = ID_LENGTH + SECRET_LENGTH;

  private static final int MIN_PREFIX = 2;
  private static final int MAX_PREFIX = 12;
  private static final int WORD_LENGTH = 4;

  private final String live;
  private final String test;
  private final int head;

  private KeyShape(String prefix) {
    live = prefix + "_live_";
    test = prefix + "_test_";
    head = prefix.length() + WORD_LENGTH + 2;
  }

  /// The shape with a prefix.
  ///
  /// @param prefix 2 to 12 lower-case letters and digits, a letter first
  public static KeyShape of(String prefix) {
    requireNonNull(prefix, "prefix is null");
    boolean fits = prefix.length() >= MIN_PREFIX && prefix.length() <= MAX_PREFIX;
    for (int i = 0; fits && i < prefix.length(); i++) {
      char c = prefix.charAt(i);
      fits = (c >= 'a' && c <= 'z') || (i > 0 && c >= '0' && c <= '9');
    }
    if (!fits) {
      throw new IllegalArgumentException(
          "a key prefix has 2 to 12 lower-case letters and digits and begins with a letter, not "
              + prefix);
    }
    return new KeyShape(prefix);
  }

  /// The regular expression that finds keys of this shape, for scanners.
  public String pattern() {
    return "\\b" + live.substring(0, head - WORD_LENGTH - 1) + "(live|test)_[0-9A-Za-z]{65}\\b";
  }

  /// How many characters a key has.
  public int length() {
    return head + MATERIAL_LENGTH + CHECKSUM_LENGTH;
  }

  /// Draws a new key.
  public DrawnKey draw(Environment environment, SecureRandom random) {
    byte[] text = new byte[length()];
    byte[] id = new byte[ID_LENGTH];
    Base62.draw(random, id, 0, ID_LENGTH);
    return compose(environment, id, random, text);
  }

  private DrawnKey compose(Environment environment, byte[] id, SecureRandom random, byte[] text) {
    String begin = environment == Environment.LIVE ? live : test;
    for (int i = 0; i < head; i++) {
      text[i] = (byte) begin.charAt(i);
    }
    System.arraycopy(id, 0, text, head, ID_LENGTH);
    Base62.draw(random, text, head + ID_LENGTH, SECRET_LENGTH);
    CRC32 checksum = new CRC32();
    checksum.update(text, 0, head + MATERIAL_LENGTH);
    Base62.write(checksum.getValue(), text, head + MATERIAL_LENGTH, CHECKSUM_LENGTH);
    return new DrawnKey(text, head);
  }

  /// Reads a text that a caller showed. Never throws.
  ///
  /// @return whether it has this shape; if not, what was read before is gone as well
  public boolean read(String shown, ReadKey into) {
    into.clear();
    if (shown.length() != length() || !readHead(shown, into) || !readDigits(shown, into)) {
      into.clear();
      return false;
    }
    return true;
  }

  private boolean readHead(String shown, ReadKey into) {
    boolean isLive = shown.startsWith(live);
    if (!isLive && !shown.startsWith(test)) {
      return false;
    }
    into.environment = isLive ? Environment.LIVE : Environment.TEST;
    into.head = head;
    String begin = isLive ? live : test;
    for (int i = 0; i < head; i++) {
      into.text[i] = (byte) begin.charAt(i);
    }
    return true;
  }

  private boolean readDigits(String shown, ReadKey into) {
    int end = head + MATERIAL_LENGTH;
    int sieve = 0;
    for (int i = head; i < end; i++) {
      int c = shown.charAt(i);
      sieve |= Base62.value(c);
      into.text[i] = (byte) c;
    }
    long claimed = 0;
    for (int i = end; i < end + CHECKSUM_LENGTH; i++) {
      int digit = Base62.value(shown.charAt(i));
      sieve |= digit;
      claimed = claimed * 62 + digit;
    }
    if (sieve < 0) {
      return false;
    }
    into.checksum.reset();
    into.checksum.update(into.text, 0, end);
    return into.checksum.getValue() == claimed;
  }

  /// A text with everything of this shape in it cut down to prefix and id, whether the checksum
  /// fits or not.
  public String masked(String text) {
    int at = next(text, 0);
    if (at < 0) {
      return text;
    }
    StringBuilder masked = new StringBuilder(text.length());
    int done = 0;
    while (at >= 0) {
      int shown = Math.min(text.length(), at + head + ID_LENGTH);
      int end = at + head;
      while (end < text.length() && Base62.value(text.charAt(end)) >= 0) {
        end++;
      }
      masked.append(text, done, Math.min(shown, end)).append("...");
      done = end;
      at = next(text, done);
    }
    return masked.append(text, done, text.length()).toString();
  }

  /// Whether a text has in it what a key begins with, however it goes on: one that is cut short.
  public boolean isBegunIn(String text) {
    return next(text, 0) >= 0;
  }

  /// Whether a text shows more of a key than prefix and id, whether the checksum fits or not; also
  /// where a link spells the underscores `%5F`.
  public boolean isIn(String text) {
    String plain = text.indexOf('%') < 0 ? text : text.replace("%5F", "_").replace("%5f", "_");
    int at = next(plain, 0);
    while (at >= 0) {
      int end = at + head;
      while (end < plain.length() && Base62.value(plain.charAt(end)) >= 0) {
        end++;
      }
      if (end - at > head + ID_LENGTH) {
        return true;
      }
      at = next(plain, end);
    }
    return false;
  }

  private int next(String text, int from) {
    int first = text.indexOf(live, from);
    int second = text.indexOf(test, from);
    return first < 0 || second < 0 ? Math.max(first, second) : Math.min(first, second);
  }
}
