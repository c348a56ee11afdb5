package dev.warder.policy.text;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Reads names of constants, as they are spelled in the program.
public final class Names {
  private Names() {}

  /// The constant of a name; a problem names them all, and the one that was probably meant.
  public static <E extends Enum<E>> Parsed<E> one(Class<E> type, String name) {
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equals(name)) {
        return new Parsed.Value<>(constant);
      }
    }
    List<String> names = Arrays.stream(type.getEnumConstants()).map(Enum::name).toList();
    return new Parsed.Problem<>(
        1,
        Words.quoted(name)
            + " is none of "
            + String.join(", ", names)
            + Words.didYouMean(name.toUpperCase(Locale.ROOT), names));
  }
}
