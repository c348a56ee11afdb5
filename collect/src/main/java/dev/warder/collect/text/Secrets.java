package dev.warder.collect.text;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Finds secrets in text that should hold none, and puts a keyed hash in their place. Confined to
/// one thread.
///
/// Guarantees the same secret gives the same hash wherever it stands, so that a key in a query and
/// the same key in a header are one credential; the hash tells nothing of the secret to those
/// without the hash key.
///
/// Does not guarantee to know every secret: a lower-case hexadecimal key in a path looks like any
/// id and stays.
///
/// Source RFC 2104; HMAC-SHA-256 cut to 64 bits
public final class Secrets {
  private static final int MIN_MIXED = 20;
  private static final int MIN_MIXED_AGENT = 24;
  private static final int MIN_PREFIXED = 8;

  private static final List<String> PREFIXES =
      List.of(
          "sk_live_",
          "sk_test_",
          "rk_live_",
          "pk_live_",
          "wk_live_",
          "wk_test_",
          "ghp_",
          "gho_",
          "ghu_",
          "ghs_",
          "ghr_",
          "github_pat_",
          "glpat-",
          "xoxb-",
          "xoxp-",
          "xoxa-",
          "xoxs-",
          "xapp-",
          "shpat_",
          "dop_v1_",
          "npm_",
          "pypi-",
          "hf_",
          "AIza",
          "SG.",
          "eyJ",
          "sk-ant-",
          "sk-proj-",
          "whsec_",
          "hvs.");

  /// The prefixes by their first character, which all are ASCII.
  private static final String[][] PREFIXES_BY_FIRST = byFirst();

  private static final Set<String> SCHEMES = Set.of("bearer", "basic", "token", "apikey");

  private static final Set<String> CERTAIN_KEY_PARAMETERS =
      Set.of("api_key", "apikey", "api-key", "x-api-key", "access_token");

  private static final Set<String> KEY_PARAMETERS =
      Set.of(
          "api_key",
          "apikey",
          "api-key",
          "access_token",
          "key",
          "token",
          "x-api-key",
          "auth_token",
          "authtoken",
          "secret",
          "client_secret",
          "signature",
          "sig");

  private final Mac mac;

  public Secrets(byte[] hashKey) {
    try {
      mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(hashKey, "HmacSHA256"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }

  /// `h-` and 16 hexadecimal digits.
  public String hash(String secret) {
    byte[] digest = mac.doFinal(secret.getBytes(StandardCharsets.UTF_8));
    return "h-" + HexFormat.of().formatHex(digest, 0, 8);
  }

  /// Whether a whole word (user field, path segment) looks like a secret.
  public boolean isSecret(String word) {
    return isRandom(word);
  }

  /// The text itself, or its hash if it carries the prefix of a known kind of secret.
  public String scrubId(String id) {
    return hasSecretPrefix(id) ? hash(id) : id;
  }

  /// A normalised path with each segment that looks like a secret hashed.
  public String scrubPath(String path) {
    if (!mayHoldSecret(path)) {
      return path;
    }
    StringBuilder result = null;
    int from = 0;
    while (from <= path.length()) {
      int slash = path.indexOf('/', from);
      int to = slash < 0 ? path.length() : slash;
      String segment = path.substring(from, to);
      if (isSecret(segment)) {
        result = result == null ? new StringBuilder(path.substring(0, from)) : result;
        result.append(hash(segment));
      } else if (result != null) {
        result.append(segment);
      }
      if (result != null && to < path.length()) {
        result.append('/');
      }
      from = to + 1;
    }
    return result == null ? path : result.toString();
  }

  /// Free text (user agent, attribute) with each word that looks like a secret hashed.
  public String scrubText(String text) {
    StringBuilder result = null;
    boolean afterScheme = false;
    int from = 0;
    while (from < text.length()) {
      int to = endOfWord(text, from);
      String word = text.substring(from, to);
      boolean secret =
          (afterScheme && word.length() >= MIN_PREFIXED)
              || hasSecretPrefix(word)
              || isMixed(word, MIN_MIXED_AGENT);
      if (secret) {
        result = result == null ? new StringBuilder(text.substring(0, from)) : result;
        result.append(hash(word));
      } else if (result != null) {
        result.append(word);
      }
      boolean scheme = SCHEMES.contains(word.toLowerCase(Locale.ROOT));
      boolean gap = to > from + 1 || isWord(text.charAt(from));
      afterScheme = scheme || (afterScheme && !gap);
      from = to;
    }
    return result == null ? text : result.toString();
  }

  /// The key in a query, or empty: of the parameter that was asked for, else of one whose name can
  /// mean nothing else, else of one whose name may mean something else too.
  public String keyInQuery(String query, String extraName) {
    String asked =
        extraName.isEmpty() ? "" : valueOf(query, Set.of(extraName.toLowerCase(Locale.ROOT)));
    if (!asked.isEmpty()) {
      return asked;
    }
    String certain = valueOf(query, CERTAIN_KEY_PARAMETERS);
    return certain.isEmpty() ? valueOf(query, KEY_PARAMETERS) : certain;
  }

  /// The value of the first parameter that has one of the names, decoded; empty if there is none.
  ///
  /// @param names in lower case
  public static String valueInQuery(String query, Set<String> names) {
    return valueOf(query, names);
  }

  private static String valueOf(String query, Set<String> names) {
    int from = 0;
    while (from < query.length()) {
      int ampersand = query.indexOf('&', from);
      int to = ampersand < 0 ? query.length() : ampersand;
      int equals = query.indexOf('=', from);
      if (equals > from && equals + 1 < to) {
        String name = percentDecoded(query.substring(from, equals)).toLowerCase(Locale.ROOT);
        if (names.contains(name)) {
          return percentDecoded(query.substring(equals + 1, to));
        }
      }
      from = to + 1;
    }
    return "";
  }

  /// Cheap and without allocation: all kinds of secrets have an upper-case letter or a separator.
  private static boolean mayHoldSecret(String path) {
    int run = 0;
    boolean odd = false;
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (c == '/') {
        run = 0;
        odd = false;
      } else {
        run++;
        odd |= (c >= 'A' && c <= 'Z') || c == '_' || c == '-' || c == '.';
        if (mayBeSecret(run, odd)) {
          return true;
        }
      }
    }
    return false;
  }

  /// Whether a segment can be a secret at all.
  ///
  /// @param odd whether it has an upper-case letter or a separator
  static boolean mayBeSecret(int length, boolean odd) {
    return odd && length > MIN_PREFIXED;
  }

  private static String[][] byFirst() {
    String[][] byFirst = new String[128][];
    for (int first = 0; first < byFirst.length; first++) {
      int c = first;
      byFirst[first] = PREFIXES.stream().filter(p -> p.charAt(0) == c).toArray(String[]::new);
    }
    return byFirst;
  }

  /// Whether a word begins as keys of some vendor do; what begins as any JSON in base64 does not
  /// count.
  static boolean hasVendorPrefix(String word) {
    return hasSecretPrefix(word) && !word.startsWith("eyJ");
  }

  /// Whether a word is random by its look, or a key by its prefix.
  static boolean isRandom(String word) {
    return hasSecretPrefix(word) || isMixed(word, MIN_MIXED);
  }

  private static boolean hasSecretPrefix(String word) {
    if (word.length() <= MIN_PREFIXED || word.charAt(0) >= PREFIXES_BY_FIRST.length) {
      return false;
    }
    for (String prefix : PREFIXES_BY_FIRST[word.charAt(0)]) {
      if (word.length() >= prefix.length() + MIN_PREFIXED && word.startsWith(prefix)) {
        return true;
      }
    }
    return false;
  }

  /// Letters of both cases and digits in one long run: what random keys look like, and names do
  /// not.
  private static boolean isMixed(String word, int minLength) {
    if (word.length() < minLength) {
      return false;
    }
    int classes = 0;
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      if (c >= 'a' && c <= 'z') {
        classes |= 1;
      } else if (c >= 'A' && c <= 'Z') {
        classes |= 2;
      } else if (c >= '0' && c <= '9') {
        classes |= 4;
      } else if (c != '_' && c != '=') {
        return false;
      }
    }
    return classes == 7;
  }

  private static int endOfWord(String text, int from) {
    int to = from;
    while (to < text.length() && isWord(text.charAt(to))) {
      to++;
    }
    return Math.max(to, from + 1);
  }

  private static boolean isWord(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '_'
        || c == '-'
        || c == '.'
        || c == '='
        || c == '+';
  }

  private static String percentDecoded(String value) {
    if (value.indexOf('%') < 0) {
      return value;
    }
    StringBuilder out = new StringBuilder(value.length());
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      int high = c == '%' && i + 2 < value.length() ? Character.digit(value.charAt(i + 1), 16) : -1;
      int low = high >= 0 ? Character.digit(value.charAt(i + 2), 16) : -1;
      if (low >= 0) {
        out.append((char) (high * 16 + low));
        i += 2;
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }
}
