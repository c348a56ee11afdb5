package dev.warder.keys.foreign;

import dev.warder.keys.foreign.ForeignFormat.Hashed;
import dev.warder.keys.foreign.FormatReading.Declared;
import dev.warder.keys.foreign.FormatReading.Unusable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/// Reads the declaration of a format from names and values, as configuration and requests hold it.
///
/// Shape `name: acme, prefix: acme_, alphabet: base62, min-length: 30, max-length: 60, hash:
/// sha256, encoding: hex`, and if need be `hashed: secret`, `id-end: _`, `legacy: yes`
///
/// Errors all of them at once; what is unknown is refused, never passed over
public final class FormatReader {
  private static final List<String> NAMES =
      List.of(
          "name",
          "prefix",
          "alphabet",
          "min-length",
          "max-length",
          "id-end",
          "hash",
          "hashed",
          "encoding",
          "legacy");
  private static final int MAX_DIGITS = 4;

  private final Map<String, String> settings;
  private final List<String> wrong = new ArrayList<>();

  private FormatReader(Map<String, String> settings) {
    this.settings = settings;
  }

  public static FormatReading read(Map<String, String> settings) {
    return new FormatReader(settings).read();
  }

  private FormatReading read() {
    for (String name : new TreeSet<>(settings.keySet())) {
      if (!NAMES.contains(name)) {
        wrong.add(
            "there is no setting "
                + (ForeignFormat.isName(name) ? name : "with such a name")
                + "; there are "
                + String.join(", ", NAMES));
      }
    }
    String name = settings.getOrDefault("name", "");
    String prefix = settings.getOrDefault("prefix", "");
    String idEnd = settings.getOrDefault("id-end", "");
    Alphabet alphabet = choice("alphabet", Alphabet.class, Alphabet.VISIBLE);
    int minLength = number("min-length");
    int maxLength = number("max-length");
    Algorithm algorithm = algorithm();
    Hashed hashed =
        settings.containsKey("hashed")
            ? choice("hashed", Hashed.class, Hashed.WHOLE_VALUE)
            : Hashed.WHOLE_VALUE;
    Encoding encoding = choice("encoding", Encoding.class, Encoding.HEX);
    wrong.addAll(
        ForeignFormat.wrong(
            name, prefix, alphabet, minLength, maxLength, idEnd, algorithm, hashed));
    return wrong.isEmpty()
        ? new Declared(
            new ForeignFormat(
                name, prefix, alphabet, minLength, maxLength, idEnd, algorithm, hashed, encoding))
        : new Unusable(wrong);
  }

  private Algorithm algorithm() {
    String told = settings.getOrDefault("hash", "");
    String legacy = settings.getOrDefault("legacy", "no");
    if (!List.of("yes", "no").contains(legacy)) {
      wrong.add("legacy must be yes or no");
    }
    for (String slow : List.of("bcrypt", "scrypt", "argon2", "pbkdf2")) {
      if (told.toLowerCase(Locale.ROOT).startsWith(slow)) {
        wrong.add(
            "hash: "
                + slow
                + " is made to be slow, so that anybody who shows made-up values could keep all"
                + " verdicts waiting; mint new keys for these, or have the old system verify them"
                + " while they are rotated");
        return Algorithm.SHA256;
      }
    }
    Algorithm algorithm = choice("hash", Algorithm.class, Algorithm.SHA256);
    if (algorithm == Algorithm.SHA1 && !legacy.equals("yes")) {
      wrong.add("hash: sha1 is taken only with `legacy: yes`; rotate such keys soon");
    }
    return algorithm;
  }

  /// A constant as settings spell it.
  static String spelled(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private <E extends Enum<E>> E choice(String name, Class<E> type, E otherwise) {
    String told = settings.getOrDefault(name, "");
    List<String> choices = new ArrayList<>();
    for (E choice : type.getEnumConstants()) {
      String spelled = spelled(choice);
      if (spelled.equals(told)) {
        return choice;
      }
      choices.add(spelled);
    }
    wrong.add(name + " must be one of " + String.join(", ", choices));
    return otherwise;
  }

  private int number(String name) {
    String told = settings.getOrDefault(name, "");
    int value = 0;
    for (int i = 0; i < told.length(); i++) {
      value = Alphabet.isDigit(told.charAt(i)) ? value * 10 + told.charAt(i) - '0' : -1;
      if (value < 0 || i == MAX_DIGITS) {
        break;
      }
    }
    if (told.isEmpty() || told.length() > MAX_DIGITS || value < 0) {
      wrong.add(name + " must be a whole number of characters");
      return 0;
    }
    return value;
  }
}
