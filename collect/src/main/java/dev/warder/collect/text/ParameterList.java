package dev.warder.collect.text;

import dev.warder.model.Activity;
import dev.warder.model.Parameter;
import dev.warder.model.Parameter.Place;
import dev.warder.model.ValueShape;
import dev.warder.model.ValueShapes;
import java.util.ArrayList;
import java.util.List;

/// Gathers the parameters of one call: names, and what the values looked like.
///
/// A name that occurs twice has the shapes its values share. Names that are values themselves are
/// left out (long random ones, numbers, addresses), and so are those with control or invisible
/// characters. Positions are nobody's name: `items[3].x` is `items[].x`.
///
/// Guarantees keeps no value
///
/// Bounds the first [Activity#MAX_LIST] different names, each of at most [#LONGEST_NAME] characters
public final class ParameterList {
  static final int LONGEST_NAME = 64;
  private static final int LONGEST_WORD = 24;

  /// What a name must not look like.
  private static final long VALUES =
      ValueShape.NUMBER.bit()
          | ValueShape.UUID.bit()
          | ValueShape.DATE.bit()
          | ValueShape.DATE_TIME.bit()
          | ValueShape.EMAIL.bit()
          | ValueShape.IP_ADDRESS.bit()
          | ValueShape.URI.bit()
          | ValueShape.PHONE.bit()
          | ValueShape.LUHN.bit()
          | ValueShape.IBAN.bit()
          | ValueShape.JWT.bit();

  /// What a value that is known to be text cannot be.
  private static final long NO_TEXT =
      ValueShape.BOOLEAN.bit() | ValueShape.INTEGER.bit() | ValueShape.NUMBER.bit();

  private final List<Parameter> parameters = new ArrayList<>(8);

  public boolean isFull() {
    return parameters.size() >= Activity.MAX_LIST;
  }

  public List<Parameter> toList() {
    return List.copyOf(parameters);
  }

  /// Notes one value of a name, both decoded.
  ///
  /// @param text whether the value is known to be text, even if it looks like a number
  public void add(Place place, String rawName, String value, boolean text) {
    String name = withoutPositions(rawName);
    if (!isName(name)) {
      return;
    }
    long shapes = shapes(value) & (text ? ~NO_TEXT : -1L);
    for (int i = 0; i < parameters.size(); i++) {
      Parameter known = parameters.get(i);
      if (known.name().equals(name) && known.place() == place) {
        parameters.set(i, new Parameter(place, name, known.shapes() & shapes, known.fingerprint()));
        return;
      }
    }
    if (!isFull()) {
      parameters.add(new Parameter(place, name, shapes, Parameter.fingerprintOf(value)));
    }
  }

  private static long shapes(String value) {
    long shapes = ValueShapes.of(value);
    return Secrets.hasVendorPrefix(value) ? shapes | ValueShape.SECRET.bit() : shapes;
  }

  private static boolean isName(String name) {
    int length = name.length();
    if (length > LONGEST_NAME || name.isBlank()) {
      return false;
    }
    int digits = 0;
    int letters = 0;
    for (int i = 0; i < length; i++) {
      char c = name.charAt(i);
      if (!isVisible(c)) {
        return false;
      }
      digits += c >= '0' && c <= '9' ? 1 : 0;
      letters += Character.isLetter(c) ? 1 : 0;
    }
    boolean digitsOnly = digits == length;
    boolean hexLike = length > LONGEST_WORD && digits >= 4 && digits + letters == length;
    return !digitsOnly
        && !hexLike
        && (ValueShapes.of(name) & VALUES) == 0
        && !Secrets.isRandom(name);
  }

  private static boolean isVisible(char c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> c != '\uFFFD';
    };
  }

  /// `items[3]` as `items[]`; other brackets stay.
  private static String withoutPositions(String name) {
    if (name.indexOf('[') < 0) {
      return name;
    }
    StringBuilder result = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      result.append(c);
      if (c == '[') {
        int end = i + 1;
        while (end < name.length() && name.charAt(end) >= '0' && name.charAt(end) <= '9') {
          end++;
        }
        i = end < name.length() && name.charAt(end) == ']' ? end - 1 : i;
      }
    }
    return result.toString();
  }
}
