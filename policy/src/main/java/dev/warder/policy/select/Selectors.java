package dev.warder.policy.select;

import dev.warder.policy.text.Parsed;

/// Reads selectors.
///
/// - Shape: the grammar; words of the language may be in capitals, too, texts are compared as they
///   are. `docs/policy.md` has it by example.
///
///   selector = all-of { "or" all-of } all-of = one { "and" one } one = "not" one | "(" selector
///   ")" | "all" | "privileged" | comparison comparison = ATTRIBUTE ( "=" | "!=" ) TEXT | ATTRIBUTE
///   [ "not" ] "in" "(" TEXT { "," TEXT } ")" | ( "minted" | "last-used" ) ( "before" | "after" ) (
///   INSTANT | LENGTH ) | "expires" ( "before" | "after" ) INSTANT | "expires" "within" LENGTH | (
///   "expires" | "last-used" ) "never" | "age" ( "over" | "under" ) LENGTH | "descendant-of" ID |
///   "used-from" ( PLACE | "(" PLACE { "," PLACE } ")" ) span | "touched" METHOD PATH span span = [
///   "after" ( INSTANT | LENGTH ) ] [ "before" ( INSTANT | LENGTH ) ]
///
/// - Bounds: 8,192 characters as typed and as printed, 32 levels of parts, 512 comparisons, 256
///   values in a list, 256 characters in a value
/// - Errors: a problem tells the column and what was expected; never throws on input
public final class Selectors {
  private Selectors() {}

  /// Reads a selector.
  public static Parsed<Selector> parse(String text) {
    return SelectorReader.read(text);
  }
}
