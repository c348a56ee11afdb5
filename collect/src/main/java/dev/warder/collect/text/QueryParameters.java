package dev.warder.collect.text;

import dev.warder.model.Parameter;
import dev.warder.model.Parameter.Place;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The parameters of a query string.
///
/// Shape `limit=100&ids=7&ids=8&token=eyJ…` -> limit INTEGER, ids INTEGER, token JWT
///
/// What has no `=` is as likely a value as a name and is left out; for the rest see
/// [ParameterList].
///
/// Guarantees pure, never throws, keeps no value
///
/// Bounds those of [ParameterList]; values are looked at up to [#LONGEST_VALUE] bytes
///
/// Source WHATWG URL, application/x-www-form-urlencoded parsing
public final class QueryParameters {
  private static final int LONGEST_VALUE = 1_536;
  private static final int LONGEST_NAME = 3 * ParameterList.LONGEST_NAME;

  private QueryParameters() {}

  /// The parameters of a query, without its question mark.
  public static List<Parameter> of(String query) {
    ParameterList parameters = new ParameterList();
    int from = 0;
    while (from < query.length() && !parameters.isFull()) {
      int ampersand = query.indexOf('&', from);
      int to = ampersand < 0 ? query.length() : ampersand;
      int equals = query.indexOf('=', from);
      if (equals > from && equals < to && equals - from <= LONGEST_NAME) {
        int end = Math.min(to, equals + 1 + LONGEST_VALUE);
        parameters.add(
            Place.QUERY,
            decoded(query.substring(from, equals), false),
            decoded(query.substring(equals + 1, end), true),
            false);
      }
      from = to + 1;
    }
    return parameters.toList();
  }

  /// `%41` decoded once, `+` as blank but for the one that a telephone number begins with.
  private static String decoded(String raw, boolean value) {
    if (raw.indexOf('%') < 0 && raw.indexOf('+') < 0) {
      return raw;
    }
    byte[] bytes = raw.getBytes(StandardCharsets.UTF_8);
    int size = 0;
    for (int i = 0; i < bytes.length; i++) {
      int high = bytes[i] == '%' && i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
      int low = high < 0 ? -1 : Character.digit(bytes[i + 2], 16);
      if (low >= 0) {
        bytes[size++] = (byte) (high * 16 + low);
        i += 2;
      } else {
        bytes[size++] = bytes[i] == '+' && !(value && i == 0) ? (byte) ' ' : bytes[i];
      }
    }
    return new String(bytes, 0, size, StandardCharsets.UTF_8);
  }
}
