package dev.warder.model;

/// What the value of a parameter or field looked like when it was read. The value itself is not
/// kept; what a field holds is decided from the shapes of many of its values.
public enum ValueShape {
  EMPTY,
  BOOLEAN,
  INTEGER,
  NUMBER,
  UUID,
  DATE,
  DATE_TIME,
  EMAIL,
  IP_ADDRESS,
  URI,
  /// International form: `+` and 8 to 15 digits.
  PHONE,
  /// As many digits as a card network uses behind one of its prefixes, with a right Luhn check
  /// digit: one in ten by chance, even where the prefix is right.
  LUHN,
  /// Right IBAN check digits (ISO 7064 mod 97-10): one in 97 by chance.
  IBAN,
  /// Three base64url parts, the first of which is a JSON header.
  JWT,
  /// A secret by its form, such as a key with a vendor's prefix.
  SECRET,
  /// Right check digits of a national number (Brazil's CPF, Spain's DNI and NIE): at most one in 23
  /// by chance.
  NATIONAL_ID,
  /// An [#IP_ADDRESS] of version 6.
  IPV6;

  /// The bit that stands for this shape among the shapes of a value.
  @SuppressWarnings("EnumOrdinal") // the bit is declared to be the ordinal
  public long bit() {
    return 1L << ordinal();
  }
}
