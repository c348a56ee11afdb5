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
  PHONE,
  /// 12 to 19 digits with a right Luhn check digit: one in ten by chance.
  LUHN,
  /// Right IBAN check digits (ISO 7064 mod 97-10): one in 97 by chance.
  IBAN,
  /// Three base64url parts, the first of which is a JSON header.
  JWT,
  /// A secret by its form, such as a key with a vendor's prefix.
  SECRET
}
