package dev.warder.keys.proof;

import dev.warder.keys.proof.BareItem.BooleanItem;
import dev.warder.keys.proof.BareItem.BytesItem;
import dev.warder.keys.proof.BareItem.DateItem;
import dev.warder.keys.proof.BareItem.DecimalItem;
import dev.warder.keys.proof.BareItem.IntegerItem;
import dev.warder.keys.proof.BareItem.StringItem;
import dev.warder.keys.proof.BareItem.TokenItem;
import dev.warder.keys.proof.Member.InnerList;
import dev.warder.keys.proof.Member.Item;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads a dictionary of structured fields, strictly: where the standard lets the last of several
/// equal keys win, nothing is read at all.
///
/// Shape `a=("x" "y";n=1);created=17, b=:AAA=:` -> a: inner list, b: bytes Bounds [#MAX_CHARS]
/// characters, [#MAX_ENTRIES] entries on each level Errors null for what is malformed or out of
/// bounds; never throws on input Source RFC 8941 and RFC 9651 §4.2
final class FieldParser {
  static final int MAX_CHARS = 8_192;
  static final int MAX_ENTRIES = 32;

  private static final char END = '\uffff';
  private static final int MAX_INTEGER_DIGITS = 15;
  private static final int MAX_WHOLE_DIGITS = 12;
  private static final int MAX_FRACTION_DIGITS = 3;

  private final String text;
  private int at;

  private FieldParser(String text) {
    this.text = text;
  }

  /// The dictionary that a text spells, in its order; null if it spells none.
  static @Nullable Map<String, Member> dictionary(String text) {
    return text.length() > MAX_CHARS ? null : new FieldParser(text).dictionary();
  }

  private @Nullable Map<String, Member> dictionary() {
    Map<String, Member> members = new LinkedHashMap<>();
    skip(' ');
    while (at < text.length()) {
      String key = key();
      Member member = key == null ? null : member();
      if (key == null || member == null || members.size() == MAX_ENTRIES) {
        return null;
      }
      if (members.put(key, member) != null) {
        return null;
      }
      skipOptionalSpace();
      if (at == text.length()) {
        return members;
      }
      if (!take(',')) {
        return null;
      }
      skipOptionalSpace();
      if (at == text.length()) {
        return null;
      }
    }
    return members;
  }

  private @Nullable Member member() {
    if (!take('=')) {
      Map<String, BareItem> parameters = parameters();
      return parameters == null ? null : new Item(new BooleanItem(true), parameters);
    }
    return peek() == '(' ? innerList() : item();
  }

  private @Nullable InnerList innerList() {
    at++;
    List<Item> items = new ArrayList<>();
    while (true) {
      skip(' ');
      if (take(')')) {
        Map<String, BareItem> parameters = parameters();
        return parameters == null ? null : new InnerList(items, parameters);
      }
      Item item = item();
      if (item == null || items.size() == MAX_ENTRIES || (peek() != ' ' && peek() != ')')) {
        return null;
      }
      items.add(item);
    }
  }

  private @Nullable Item item() {
    BareItem value = bareItem();
    Map<String, BareItem> parameters = value == null ? null : parameters();
    return value == null || parameters == null ? null : new Item(value, parameters);
  }

  private @Nullable Map<String, BareItem> parameters() {
    Map<String, BareItem> parameters = new LinkedHashMap<>();
    while (take(';')) {
      skip(' ');
      String key = key();
      if (key == null || parameters.size() == MAX_ENTRIES) {
        return null;
      }
      BareItem value = take('=') ? bareItem() : new BooleanItem(true);
      if (value == null || parameters.put(key, value) != null) {
        return null;
      }
    }
    return parameters;
  }

  private @Nullable String key() {
    int begin = at;
    if (!isLower(peek()) && peek() != '*') {
      return null;
    }
    while (isLower(peek()) || isDigit(peek()) || "_-.*".indexOf(peek()) >= 0) {
      at++;
    }
    return text.substring(begin, at);
  }

  private @Nullable BareItem bareItem() {
    char first = peek();
    if (first == '-' || isDigit(first)) {
      return number();
    }
    if (isLetter(first) || first == '*') {
      return token();
    }
    return switch (first) {
      case '"' -> string();
      case ':' -> bytes();
      case '?' -> bool();
      case '@' -> date();
      default -> null;
    };
  }

  private @Nullable BareItem number() {
    int sign = take('-') ? -1 : 1;
    int begin = at;
    long whole = digits(MAX_INTEGER_DIGITS);
    int wholeDigits = at - begin;
    if (whole < 0) {
      return null;
    }
    if (!take('.')) {
      return new IntegerItem(sign * whole);
    }
    int point = at;
    long fraction = wholeDigits > MAX_WHOLE_DIGITS ? -1 : digits(MAX_FRACTION_DIGITS);
    if (fraction < 0) {
      return null;
    }
    for (int i = at - point; i < MAX_FRACTION_DIGITS; i++) {
      fraction *= 10;
    }
    return new DecimalItem(sign * (whole * 1_000 + fraction));
  }

  /// One digit at least and no more than a number of them; -1 otherwise.
  private long digits(int most) {
    int begin = at;
    long value = 0;
    while (isDigit(peek()) && at - begin < most) {
      value = value * 10 + (peek() - '0');
      at++;
    }
    return at == begin || isDigit(peek()) ? -1 : value;
  }

  private @Nullable BareItem date() {
    at++;
    return number() instanceof IntegerItem seconds ? new DateItem(seconds.value()) : null;
  }

  private @Nullable BareItem bool() {
    at++;
    if (take('1')) {
      return new BooleanItem(true);
    }
    return take('0') ? new BooleanItem(false) : null;
  }

  private BareItem token() {
    int begin = at;
    while (isTokenCharacter(peek()) || peek() == ':' || peek() == '/') {
      at++;
    }
    return new TokenItem(text.substring(begin, at));
  }

  private @Nullable BareItem string() {
    at++;
    StringBuilder value = new StringBuilder();
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c == '"') {
        return new StringItem(value.toString());
      }
      if (c == '\\') {
        c = peek();
        at++;
        if (c != '"' && c != '\\') {
          return null;
        }
      } else if (c < ' ' || c > '~') {
        return null;
      }
      value.append(c);
    }
    return null;
  }

  private @Nullable BareItem bytes() {
    int end = text.indexOf(':', at + 1);
    if (end < 0) {
      return null;
    }
    String base64 = text.substring(at + 1, end);
    at = end + 1;
    return isCanonicalBase64(base64) ? new BytesItem(base64) : null;
  }

  private static boolean isCanonicalBase64(String base64) {
    int length = base64.length();
    if (length % 4 != 0) {
      return false;
    }
    int padding = base64.endsWith("==") ? 2 : base64.endsWith("=") ? 1 : 0;
    for (int i = 0; i < length - padding; i++) {
      char c = base64.charAt(i);
      if (!isLetter(c) && !isDigit(c) && c != '+' && c != '/') {
        return false;
      }
    }
    return Base64.getEncoder().encodeToString(Base64.getDecoder().decode(base64)).equals(base64);
  }

  private char peek() {
    return at < text.length() ? text.charAt(at) : END;
  }

  private boolean take(char c) {
    if (peek() != c) {
      return false;
    }
    at++;
    return true;
  }

  private void skip(char c) {
    while (peek() == c) {
      at++;
    }
  }

  private void skipOptionalSpace() {
    while (peek() == ' ' || peek() == '\t') {
      at++;
    }
  }

  /// What may stand in methods, names of fields and tokens.
  ///
  /// Source RFC 9110 §5.6.2
  static boolean isTokenCharacter(char c) {
    return isLetter(c) || isDigit(c) || "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
  }

  static boolean isLower(char c) {
    return c >= 'a' && c <= 'z';
  }

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  static boolean isLetter(char c) {
    return isLower(c) || (c >= 'A' && c <= 'Z');
  }
}
