package dev.warder.keys.foreign;

import static java.util.Objects.requireNonNull;

import dev.warder.keys.foreign.Algorithm.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// How the keys of another system look and how they were hashed.
///
/// Shape prefix `acme_`, id up to `_`, base 62, 30 to 60 characters, SHA-256 of the secret in hex:
/// `acme_7Fq2_0aZ...` -> id `7Fq2`, secret `0aZ...`
///
/// Guarantees values of the format hide at least 64 bits if they were drawn by lot, so that a hash
/// without a pepper cannot be turned back by trying
///
/// @param name lower-case letters, digits and dashes
/// @param prefix what each value begins with; may be empty
/// @param alphabet of the id and the secret
/// @param minLength of the whole value, in characters
/// @param maxLength of the whole value
/// @param idEnd the character between the id, which stands behind the prefix, and the secret; empty
///   if values hold no id
/// @param hashed what of a value was hashed
/// @param encoding of hashes and salts in the lines that are read
public record ForeignFormat(
    String name,
    String prefix,
    Alphabet alphabet,
    int minLength,
    int maxLength,
    String idEnd,
    Algorithm algorithm,
    Hashed hashed,
    Encoding encoding) {
  static final int MAX_ID = 64;

  private static final int MAX_NAME = 32;
  private static final int MAX_PREFIX = 32;
  private static final int MAX_LENGTH = 512;
  private static final int MIN_HIDDEN_BITS = 64;

  public ForeignFormat {
    requireNonNull(alphabet, "alphabet is null");
    requireNonNull(algorithm, "algorithm is null");
    requireNonNull(hashed, "hashed is null");
    requireNonNull(encoding, "encoding is null");
    List<String> wrong =
        wrong(name, prefix, alphabet, minLength, maxLength, idEnd, algorithm, hashed);
    if (!wrong.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", wrong));
    }
  }

  /// What of a value was hashed.
  public enum Hashed {
    WHOLE_VALUE,
    /// What stands behind the prefix and the id.
    SECRET
  }

  /// Everything that is wrong with what would be a format, for the person who declares it.
  static List<String> wrong(
      String name,
      String prefix,
      Alphabet alphabet,
      int minLength,
      int maxLength,
      String idEnd,
      Algorithm algorithm,
      Hashed hashed) {
    List<String> wrong = new ArrayList<>();
    if (!isName(name)) {
      wrong.add("name takes up to 32 lower-case letters, digits and dashes, a letter first");
    }
    if (prefix.length() > MAX_PREFIX || !isVisible(prefix)) {
      wrong.add("prefix takes up to 32 printable ASCII characters without spaces");
    }
    if (maxLength > MAX_LENGTH || minLength > maxLength) {
      wrong.add("max-length must be from min-length to " + MAX_LENGTH);
    }
    if (idEnd.length() > 1 || !isVisible(idEnd)) {
      wrong.add("id-end takes one character");
    }
    if (algorithm.kind() == Kind.SALTED && idEnd.isEmpty()) {
      wrong.add(
          "keys with a salt each can be found only by an id within the value: id-end says"
              + " where it ends");
    }
    if (hashed == Hashed.SECRET && prefix.isEmpty() && idEnd.isEmpty()) {
      wrong.add("without prefix and id the secret is the whole value: hashed is whole-value");
    }
    int secret = minLength - prefix.length() - (idEnd.isEmpty() ? 0 : 2);
    if (secret * alphabet.bits() < MIN_HIDDEN_BITS) {
      wrong.add(
          "min-length leaves so few characters for the secret that its hash can be turned"
              + " back by trying (fewer than 64 bits)");
    }
    return wrong;
  }

  static boolean isName(String name) {
    if (name.isEmpty()
        || name.length() > MAX_NAME
        || name.charAt(0) < 'a'
        || name.charAt(0) > 'z') {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (!(c >= 'a' && c <= 'z') && !Alphabet.isDigit(c) && c != '-') {
        return false;
      }
    }
    return true;
  }

  private static boolean isVisible(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!Alphabet.isVisible(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /// Whether values hold the key's id.
  public boolean hasId() {
    return !idEnd.isEmpty();
  }

  /// Whether hashes were made under a pepper.
  public boolean needsPepper() {
    return algorithm.kind() == Kind.KEYED;
  }

  /// The format as it is declared; [FormatReader] reads it back as the same.
  public Map<String, String> settings() {
    Map<String, String> settings = new TreeMap<>();
    settings.put("name", name);
    settings.put("prefix", prefix);
    settings.put("alphabet", FormatReader.spelled(alphabet));
    settings.put("min-length", Integer.toString(minLength));
    settings.put("max-length", Integer.toString(maxLength));
    settings.put("hash", FormatReader.spelled(algorithm));
    settings.put("hashed", FormatReader.spelled(hashed));
    settings.put("encoding", FormatReader.spelled(encoding));
    if (hasId()) {
      settings.put("id-end", idEnd);
    }
    if (algorithm == Algorithm.SHA1) {
      settings.put("legacy", "yes");
    }
    return settings;
  }

  /// Whether a value looks like one of these. Says nothing of whether there is such a key.
  public boolean fits(String value) {
    if (value.length() < minLength || value.length() > maxLength || !value.startsWith(prefix)) {
      return false;
    }
    int secretAt = secretAt(value);
    if (secretAt < 0 || secretAt >= value.length()) {
      return false;
    }
    int idEnds = hasId() ? secretAt - 1 : secretAt;
    for (int i = prefix.length(); i < value.length(); i++) {
      if (!alphabet.has(value.charAt(i)) && !(hasId() && i == idEnds)) {
        return false;
      }
    }
    return true;
  }

  /// Whether a character can stand in a value, somewhere.
  public boolean mayHold(char c) {
    return alphabet.has(c) || idEnd.indexOf(c) >= 0 || prefix.indexOf(c) >= 0;
  }

  /// The id within a value, which may be written anywhere; empty if these hold none, or if it is no
  /// value of this format.
  public String idOf(String value) {
    return fits(value) ? id(value) : "";
  }

  /// Whether a text can be the id within a value.
  boolean fitsId(String id) {
    if (id.isEmpty() || id.length() > MAX_ID || (hasId() && id.contains(idEnd))) {
      return false;
    }
    for (int i = 0; i < id.length(); i++) {
      if (!(hasId() ? alphabet.has(id.charAt(i)) : Alphabet.isVisible(id.charAt(i)))) {
        return false;
      }
    }
    return true;
  }

  /// The id within a value that fits; empty if these hold none.
  String id(String value) {
    return hasId() ? value.substring(prefix.length(), secretAt(value) - 1) : "";
  }

  /// What was hashed of a value that fits.
  String hashedPart(String value) {
    return hashed == Hashed.SECRET ? value.substring(secretAt(value)) : value;
  }

  /// Where the secret begins, or -1 if there is no id of a possible length before it.
  private int secretAt(String value) {
    if (!hasId()) {
      return prefix.length();
    }
    int end = value.indexOf(idEnd.charAt(0), prefix.length());
    return end <= prefix.length() || end - prefix.length() > MAX_ID ? -1 : end + 1;
  }
}
