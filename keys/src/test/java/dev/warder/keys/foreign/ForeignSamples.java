package dev.warder.keys.foreign;

import dev.warder.keys.foreign.Algorithm.Kind;
import dev.warder.keys.foreign.ForeignFormat.Hashed;
import dev.warder.model.Secret;
import java.util.HexFormat;

/// Keys of another system for tests that need some.
public final class ForeignSamples {
  public static final Secret PEPPER = Secret.of("the pepper of the old system");

  private ForeignSamples() {}

  /// `old_7Fq2_0123…`, or without the id.
  ///
  /// @param idEnd `_` or nothing
  public static ForeignFormat format(Algorithm algorithm, String idEnd) {
    return new ForeignFormat(
        "old", "old_", Alphabet.BASE62, 20, 60, idEnd, algorithm, Hashed.WHOLE_VALUE, Encoding.HEX);
  }

  /// The value of an id, the same at each call.
  public static String value(ForeignFormat format, String id) {
    return format.prefix()
        + (format.hasId() ? id + format.idEnd() : "")
        + HexFormat.of().toHexDigits(id.hashCode() * 0x9E3779B97F4A7C15L)
        + HexFormat.of().toHexDigits(id.hashCode() * 0xD6E8FEB86659FD93L);
  }

  /// The salt of an id in hexadecimal digits, empty where there are none.
  public static String salt(ForeignFormat format, String id) {
    return format.algorithm().kind() == Kind.SALTED
        ? HexFormat.of().toHexDigits(id.hashCode() * 0xA0761D6478BD642FL)
        : "";
  }

  /// The hash of a value as the other system stored it, in hexadecimal digits.
  public static String hash(ForeignFormat format, String value, String salt) {
    return HexFormat.of().formatHex(hasher(format).hash(value, salt));
  }

  public static ForeignHasher hasher(ForeignFormat format) {
    return ForeignHasher.of(format, format.needsPepper() ? PEPPER : null);
  }

  /// The line of an id.
  ///
  /// @param more further fields, each after a comma
  public static String line(ForeignFormat format, String id, String more) {
    String salt = salt(format, id);
    return "{\"id\":\""
        + id
        + "\",\"hash\":\""
        + hash(format, value(format, id), salt)
        + "\""
        + (salt.isEmpty() ? "" : ",\"salt\":\"" + salt + "\"")
        + ",\"tenant\":\"acme\""
        + more
        + "}";
  }
}
