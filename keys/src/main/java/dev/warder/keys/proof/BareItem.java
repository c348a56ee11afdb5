package dev.warder.keys.proof;

import java.util.Base64;

/// A single value of a structured field. Display strings are left out: nothing that signatures need
/// has any, so that a field with one is refused.
///
/// Source RFC 9651 §3.3
sealed interface BareItem {
  record IntegerItem(long value) implements BareItem {}

  /// A number with up to three digits behind its point.
  ///
  /// @param thousandths the number times 1,000, which it always is a whole number of
  record DecimalItem(long thousandths) implements BareItem {}

  record StringItem(String value) implements BareItem {}

  record TokenItem(String value) implements BareItem {}

  record BooleanItem(boolean value) implements BareItem {}

  /// A point in time.
  ///
  /// @param seconds since the epoch
  record DateItem(long seconds) implements BareItem {}

  /// Any bytes.
  ///
  /// @param base64 canonical: with padding, and no bits left over
  record BytesItem(String base64) implements BareItem {
    byte[] bytes() {
      return Base64.getDecoder().decode(base64);
    }
  }
}
