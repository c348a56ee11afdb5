package dev.warder.gateway.credential;

/// Tells signed tokens (JWT) from keys by their form alone: three parts of base64url with dots
/// between, the first of which begins an object.
final class TokenForm {
  private static final int PARTS = 3;

  private TokenForm() {}

  static boolean fits(String text) {
    if (!text.startsWith("ey")) {
      return false;
    }
    int parts = 1;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '.') {
        parts++;
      } else if (!(c == '-' || c == '_' || (c < 128 && Character.isLetterOrDigit(c)))) {
        return false;
      }
    }
    return parts == PARTS;
  }
}
