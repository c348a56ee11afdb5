package dev.warder.collect;

import java.util.Locale;
import java.util.Set;

/// What a caller presented as its key, as logs write it: the key alone, or the value of an
/// `Authorization` header.
///
/// A value that was masked before it was logged is none: all callers would share it. Neither is a
/// signature or a digest, which is another with every call; of an AWS signature the public access
/// key id stays.
///
/// @param text the key, never to be kept, or its public id; empty if there is none
/// @param isPublic whether the text is no secret Source RFC 9110 section 11.4; AWS Signature
///   Version 4
record PresentedKey(String text, boolean isPublic) {
  private static final PresentedKey NONE = new PresentedKey("", false);

  /// Schemes whose value is another with every call.
  private static final Set<String> VOLATILE =
      Set.of("negotiate", "ntlm", "digest", "hawk", "signature", "oauth");

  private static final Set<String> MASKS =
      Set.of(
          "redacted",
          "filtered",
          "masked",
          "hidden",
          "removed",
          "sanitized",
          "scrubbed",
          "null",
          "none",
          "empty",
          "unset");

  private static final String AWS_SCHEME = "aws4-hmac-sha256";
  private static final String AWS_CREDENTIAL = "Credential=";

  static PresentedKey of(String value) {
    String text = value.strip();
    int blank = text.indexOf(' ');
    if (blank < 0) {
      return isMasked(text) ? NONE : new PresentedKey(text, false);
    }
    String scheme = text.substring(0, blank).toLowerCase(Locale.ROOT);
    String rest = text.substring(blank + 1).strip();
    if (scheme.equals(AWS_SCHEME)) {
      return accessKeyId(rest);
    }
    boolean single = rest.indexOf(' ') < 0 && rest.indexOf(',') < 0;
    return single && !VOLATILE.contains(scheme) && !isMasked(rest)
        ? new PresentedKey(rest, false)
        : NONE;
  }

  private static PresentedKey accessKeyId(String parameters) {
    int at = parameters.indexOf(AWS_CREDENTIAL);
    int from = at + AWS_CREDENTIAL.length();
    int slash = at < 0 ? -1 : parameters.indexOf('/', from);
    return slash > from ? new PresentedKey(parameters.substring(from, slash), true) : NONE;
  }

  /// `REDACTED`, `[FILTERED]`, `****`, `xxxx`.
  private static boolean isMasked(String text) {
    StringBuilder letters = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      if (Character.isLetterOrDigit(text.charAt(i))) {
        letters.append(Character.toLowerCase(text.charAt(i)));
      }
    }
    return letters.chars().allMatch(c -> c == 'x') || MASKS.contains(letters.toString());
  }

  boolean isNone() {
    return text.isEmpty();
  }
}
