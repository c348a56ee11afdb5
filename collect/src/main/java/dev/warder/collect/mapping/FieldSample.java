package dev.warder.collect.mapping;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What one field of a sample held. Confined to one thread.
///
/// Bounds [#MAX_DISTINCT] values are told apart; only their hashes are kept, and the shortest and
/// longest length
final class FieldSample {
  private static final int MAX_DISTINCT = 4_096;
  private static final double MOST = 0.9;
  private static final double SOME = 0.05;

  /// Of a date and time to the second.
  private static final int TIME_LENGTH = 19;

  private final String pointer;
  private final List<String> tokens;
  private final String name;
  private final Map<ValueForm, Integer> forms = new EnumMap<>(ValueForm.class);
  private final Set<Integer> distinct = new HashSet<>();
  private int count;
  private int queries;
  private int fractions;
  private int minLength = Integer.MAX_VALUE;
  private int maxLength;
  private char separator = ' ';

  FieldSample(List<String> steps) {
    StringBuilder text = new StringBuilder();
    for (String step : steps) {
      text.append('/').append(step.replace("~", "~0").replace("/", "~1"));
    }
    pointer = text.toString();
    tokens = new ArrayList<>();
    steps.forEach(step -> tokens.addAll(tokens(step)));
    name = String.join("", tokens(steps.getLast()));
  }

  /// `remoteAddr`, `remote_addr` and `Remote-Addr` are all `remote`, `addr`.
  static List<String> tokens(String step) {
    List<String> tokens = new ArrayList<>();
    StringBuilder token = new StringBuilder();
    for (int i = 0; i < step.length(); i++) {
      char c = step.charAt(i);
      boolean upper = c >= 'A' && c <= 'Z';
      boolean wordStart = upper && i > 0 && !Character.isUpperCase(step.charAt(i - 1));
      if ((wordStart || !Character.isLetterOrDigit(c)) && !token.isEmpty()) {
        tokens.add(token.toString());
        token.setLength(0);
      }
      if (Character.isLetterOrDigit(c)) {
        token.append(Character.toLowerCase(c));
      }
    }
    if (!token.isEmpty()) {
      tokens.add(token.toString());
    }
    return tokens;
  }

  void add(String value) {
    count++;
    ValueForm.of(value).forEach(form -> forms.merge(form, 1, Integer::sum));
    if (distinct.size() < MAX_DISTINCT) {
      distinct.add(value.hashCode());
    }
    fractions += value.indexOf('.') >= TIME_LENGTH ? 1 : 0;
    queries += value.indexOf('?') >= 0 ? 1 : 0;
    minLength = Math.min(minLength, value.length());
    maxLength = Math.max(maxLength, value.length());
    separator = value.length() > 10 ? value.charAt(10) : ' ';
  }

  String pointer() {
    return pointer;
  }

  /// The words of all steps, in lower case.
  List<String> tokens() {
    return tokens;
  }

  /// The last step without separators, in lower case.
  String name() {
    return name;
  }

  int count() {
    return count;
  }

  boolean has(ValueForm form) {
    return forms.containsKey(form);
  }

  /// Whether nearly all values have the form.
  boolean is(ValueForm form) {
    return count > 0 && forms.getOrDefault(form, 0) >= MOST * count;
  }

  /// Whether more values have the form than by accident.
  boolean isOften(ValueForm form) {
    return forms.getOrDefault(form, 0) > SOME * count;
  }

  boolean isAny(Set<ValueForm> any) {
    return any.stream().anyMatch(this::is);
  }

  /// Whether no value came twice, as far as they were told apart.
  boolean isUnique() {
    return distinct.size() == Math.min(count, MAX_DISTINCT);
  }

  /// Whether a size is said to be that of a body alone.
  boolean isOfBody() {
    return tokens.contains("body") || name.equals("contentlength");
  }

  boolean hasQueries() {
    return queries > 0;
  }

  /// Whether times of this field are finer than a second.
  boolean isFine() {
    return is(ValueForm.EPOCH_MILLIS)
        || is(ValueForm.EPOCH_MICROS)
        || is(ValueForm.EPOCH_NANOS)
        || has(ValueForm.FRACTION)
        || (isAny(ValueForm.TIMES) && fractions > 0);
  }

  /// Patterns of times without a zone, one for each length of fraction that may occur.
  List<String> patterns() {
    String between = separator == ' ' ? " " : "'" + separator + "'";
    String seconds = "yyyy-MM-dd" + between + "HH:mm:ss";
    List<String> patterns = new ArrayList<>();
    if (minLength <= TIME_LENGTH) {
      patterns.add(seconds);
    }
    int first = Math.max(minLength, TIME_LENGTH + 2);
    for (int length = first; length <= Math.min(maxLength, TIME_LENGTH + 10); length++) {
      patterns.add(seconds + "." + "S".repeat(length - TIME_LENGTH - 1));
    }
    return patterns;
  }
}
