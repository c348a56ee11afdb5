package dev.warder.keys.proof;

import static java.util.Objects.requireNonNull;

import java.util.List;

/// What a signature must say and cover.
///
/// @param tag the value of `tag`, or else the label, of the signature that counts
/// @param required names of components that must be covered; `@target-uri` and `@request-target` do
///   for what they hold
/// @param windowSeconds for how long after it was made a signature is taken, and remembered
/// @param skewSeconds how far the caller's clock may be ahead
public record ProofRules(
    String tag, List<String> required, ContentRule content, int windowSeconds, int skewSeconds) {
  private static final int MAX_WINDOW_SECONDS = 3_600;
  private static final int MAX_SKEW_SECONDS = 300;
  private static final int MAX_TAG = 32;

  public ProofRules {
    requireNonNull(content, "content is null");
    required = List.copyOf(required);
    if (!isLabel(tag)) {
      throw new IllegalArgumentException(
          "tag is '" + tag + "'; it takes lower-case letters, digits and dashes, a letter first");
    }
    for (String name : required) {
      if (!Component.isName(name)) {
        throw new IllegalArgumentException(
            "'" + name + "' is no component that can be required of every request");
      }
    }
    require("windowSeconds", windowSeconds, 1, MAX_WINDOW_SECONDS);
    require("skewSeconds", skewSeconds, 0, MAX_SKEW_SECONDS);
  }

  /// Whether content must be signed.
  public enum ContentRule {
    /// A request that has content must cover `content-digest`.
    COVERED,
    /// Content may go unsigned: whoever can change a request on its way can change what it says.
    OPEN
  }

  /// Method, host, path, query and content; one minute, five seconds ahead.
  public static ProofRules standard() {
    return new ProofRules(
        "warder", List.of("@method", "@authority", "@path", "@query"), ContentRule.COVERED, 60, 5);
  }

  private static boolean isLabel(String tag) {
    if (tag.isEmpty() || tag.length() > MAX_TAG || !FieldParser.isLower(tag.charAt(0))) {
      return false;
    }
    for (int i = 0; i < tag.length(); i++) {
      char c = tag.charAt(i);
      if (!FieldParser.isLower(c) && !FieldParser.isDigit(c) && c != '-') {
        return false;
      }
    }
    return true;
  }

  private static void require(String what, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          what + " is " + value + "; it must be from " + least + " to " + most);
    }
  }
}
