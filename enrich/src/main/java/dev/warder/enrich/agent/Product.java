package dev.warder.enrich.agent;

/// A product that a user agent names.
///
/// @param name one word, or up to four before a version (`GitHub CLI 2.40.1`)
/// @param version starts with a digit; empty if there is none
/// @param place where it stands
record Product(String name, String version, Place place) {

  /// RFC 9110 section 10.1.5: products stand in the open, remarks about them in parentheses.
  enum Place {
    OPEN,
    COMMENT
  }
}
