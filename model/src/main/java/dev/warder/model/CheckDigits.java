package dev.warder.model;

/// Check digits of numbers that people and machines type. All methods are pure and never throw.
///
/// Source ISO/IEC 7812-1 annex B (Luhn); ISO 13616 and ISO 7064 mod 97-10 (IBAN); Receita Federal
/// (CPF, mod 11 twice); Orden de 1990 on the NIF letter (DNI and NIE, mod 23)
final class CheckDigits {
  private static final String SPANISH_LETTERS = "TRWAGMYFPDXBNJZSQVHLCKE";
  private static final int MIN_IBAN = 15;
  private static final int MAX_IBAN = 34;

  private CheckDigits() {}

  /// Whether the digits end in the right Luhn check digit.
  static boolean isLuhn(String digits) {
    int sum = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(digits.length() - 1 - i) - '0';
      int weighed = i % 2 == 0 ? digit : digit * 2;
      sum += weighed > 9 ? weighed - 9 : weighed;
    }
    return !digits.isEmpty() && sum % 10 == 0;
  }

  /// Whether a card network issues numbers that begin and are as long as these digits.
  static boolean isCardNumber(String digits) {
    int length = digits.length();
    if (length < 12 || length > 19) {
      return false;
    }
    int four = Integer.parseInt(digits, 0, 4, 10);
    int two = four / 100;
    return switch (two / 10) {
      case 3 -> length == 15 ? two == 34 || two == 37 : isDinersOrJcb(four, length);
      case 4 -> length == 13 || length == 16 || length == 19;
      case 2 -> length == 16 && four >= 2221 && four <= 2720;
      case 5 -> two == 50 || two >= 56 || length == 16;
      case 6 -> true;
      default -> false;
    };
  }

  private static boolean isDinersOrJcb(int four, int length) {
    boolean diners = four / 10 <= 305 || four / 100 == 36 || four / 100 >= 38;
    return length >= 16 ? four >= 3528 && four <= 3589 : length == 14 && diners;
  }

  /// Whether an IBAN, written without blanks, has the right check digits.
  static boolean isIban(String text) {
    int length = text.length();
    if (length < MIN_IBAN
        || length > MAX_IBAN
        || letter(text, 0) < 0
        || letter(text, 1) < 0
        || digit(text, 2) < 0
        || digit(text, 3) < 0) {
      return false;
    }
    int remainder = 0;
    for (int i = 0; i < length; i++) {
      int at = (i + 4) % length;
      int digit = digit(text, at);
      int letter = digit < 0 ? letter(text, at) : 0;
      if (letter < 0) {
        return false;
      }
      remainder = (digit < 0 ? remainder * 100 + letter + 10 : remainder * 10 + digit) % 97;
    }
    return remainder == 1;
  }

  /// Whether eleven digits are a Brazilian CPF.
  static boolean isCpf(String digits) {
    if (digits.length() != 11 || digits.chars().allMatch(c -> c == digits.charAt(0))) {
      return false;
    }
    return cpfDigit(digits, 9) == digits.charAt(9) - '0'
        && cpfDigit(digits, 10) == digits.charAt(10) - '0';
  }

  private static int cpfDigit(String digits, int count) {
    int sum = 0;
    for (int i = 0; i < count; i++) {
      sum += (digits.charAt(i) - '0') * (count + 1 - i);
    }
    int rest = sum * 10 % 11;
    return rest == 10 ? 0 : rest;
  }

  /// Whether eight digits, or `X`, `Y`, `Z` and seven, carry the letter of a Spanish DNI or NIE.
  static boolean isSpanishId(String text) {
    if (text.length() != 9) {
      return false;
    }
    int first = "XYZ".indexOf(Character.toUpperCase(text.charAt(0)));
    int number = first < 0 ? digit(text, 0) : first;
    for (int i = 1; i < 8; i++) {
      int digit = digit(text, i);
      if (number < 0 || digit < 0) {
        return false;
      }
      number = number * 10 + digit;
    }
    return number >= 0
        && SPANISH_LETTERS.charAt(number % 23) == Character.toUpperCase(text.charAt(8));
  }

  private static int digit(String text, int at) {
    char c = text.charAt(at);
    return c >= '0' && c <= '9' ? c - '0' : -1;
  }

  private static int letter(String text, int at) {
    char c = text.charAt(at);
    return c >= 'A' && c <= 'Z' ? c - 'A' : c >= 'a' && c <= 'z' ? c - 'a' : -1;
  }
}
