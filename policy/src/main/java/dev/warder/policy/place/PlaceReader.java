package dev.warder.policy.place;

import dev.warder.model.network.IpAddress;
import dev.warder.policy.text.Parsed;
import dev.warder.policy.text.Words;
import java.util.Locale;

/// Reads places.
final class PlaceReader {
  private static final int LONGEST = 64;

  private PlaceReader() {}

  static Parsed<Place> read(String text) {
    if (text.length() > LONGEST) {
      return problem(LONGEST, "a place has at most " + LONGEST + " characters");
    }
    if (text.startsWith("AS") && text.length() > 2) {
      return autonomousSystem(text);
    }
    if (isCountry(text)) {
      return new Parsed.Value<>(new Place.Country(text));
    }
    int slash = text.indexOf('/');
    String spelled = slash < 0 ? text : text.substring(0, slash);
    IpAddress address = spelled.indexOf('%') >= 0 ? null : IpAddress.parse(spelled);
    if (address == null) {
      return unreadable(text);
    }
    boolean mapped = address.isIpv4() && spelled.indexOf(':') >= 0;
    int longest = address.isIpv4() && !mapped ? 32 : 128;
    int length = slash < 0 ? longest : number(text, slash + 1, longest);
    int least = mapped ? 96 : 0;
    if (length < least) {
      return problem(
          slash + 1, "the length of this prefix is a number from " + least + " to " + longest);
    }
    int bits = mapped ? length - 96 : length;
    IpAddress first = Place.Network.cut(address, bits);
    return first.equals(address)
        ? new Parsed.Value<>(new Place.Network(first, bits))
        : problem(
            0,
            "bits are set behind the prefix: write "
                + new Place.Network(first, bits)
                + " for the network, or "
                + address
                + " for the one address");
  }

  static boolean isCountry(String text) {
    return text.length() == 2 && isCapital(text.charAt(0)) && isCapital(text.charAt(1));
  }

  private static boolean isCapital(char character) {
    return character >= 'A' && character <= 'Z';
  }

  private static Parsed<Place> autonomousSystem(String text) {
    long number = 0;
    for (int i = 2; i < text.length(); i++) {
      char character = text.charAt(i);
      boolean digit = character >= '0' && character <= '9';
      boolean leadingZero = i == 2 && character == '0';
      number = digit ? number * 10 + (character - '0') : -1;
      if (number < 0 || leadingZero || number > Place.AutonomousSystem.MOST) {
        return problem(i, "an autonomous system is written as AS14061");
      }
    }
    return new Parsed.Value<>(new Place.AutonomousSystem(number));
  }

  private static Parsed<Place> unreadable(String text) {
    String upper = text.toUpperCase(Locale.ROOT);
    if (isCountry(upper)) {
      return problem(0, "countries are written in capitals: " + upper);
    }
    if (upper.startsWith("AS") && upper.length() > 2) {
      return problem(0, "an autonomous system is written as AS14061");
    }
    return problem(
        0,
        Words.quoted(text)
            + " is no place: write a network (203.0.113.0/24, 2001:db8::/32), an address,"
            + " an autonomous system (AS14061) or a country (DE)");
  }

  /// A number without leading zeros up to a bound, -1 if there is none.
  private static int number(String text, int from, int most) {
    int digits = text.length() - from;
    if (digits < 1 || digits > 3 || (digits > 1 && text.charAt(from) == '0')) {
      return -1;
    }
    int value = 0;
    for (int i = from; i < text.length(); i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value <= most ? value : -1;
  }

  private static Parsed<Place> problem(int offset, String message) {
    return new Parsed.Problem<>(offset + 1, message);
  }
}
