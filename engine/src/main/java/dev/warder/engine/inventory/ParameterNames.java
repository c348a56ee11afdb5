package dev.warder.engine.inventory;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// Names the parameters of one template, each differently, after the collection before them:
/// `/users/{userId}/keys/{keyId}`, `/groups/{group}`, `/reports/{date}`.
///
/// Guarantees names are letters and digits and begin with a letter, as OpenAPI asks for
final class ParameterNames {
  private static final int LONGEST_NOUN = 32;

  private final Map<String, Integer> used;
  private String noun;

  ParameterNames() {
    this(new HashMap<>(), "");
  }

  private ParameterNames(Map<String, Integer> used, String noun) {
    this.used = used;
    this.noun = noun;
  }

  /// Passes a literal segment, after which the next parameter is named.
  void pass(String word) {
    String stem = SegmentShape.of(word).value();
    boolean prefix = SegmentKind.isVersion(stem) || Prefixes.isPrefix(stem);
    noun = prefix ? "" : noun(stem);
  }

  /// The next segment: a frame with each hole named.
  String next(String frame, SegmentKind kind) {
    StringBuilder segment = new StringBuilder();
    int from = 0;
    int hole = frame.indexOf(SegmentShape.HOLE);
    while (hole >= 0) {
      segment.append(frame, from, hole);
      String key = key(frame, from, hole);
      segment.append('{').append(unique(key.isEmpty() ? name(kind) : key)).append('}');
      from = hole + SegmentShape.HOLE.length();
      hole = frame.indexOf(SegmentShape.HOLE, from);
    }
    noun = "";
    return segment.append(frame, from, frame.length()).toString();
  }

  ParameterNames copy() {
    return new ParameterNames(new HashMap<>(used), noun);
  }

  private String unique(String name) {
    int n = used.merge(name, 1, Integer::sum);
    if (n == 1) {
      return name;
    }
    String numbered = name + n;
    return used.putIfAbsent(numbered, 1) == null ? numbered : unique(name);
  }

  private String name(SegmentKind kind) {
    return switch (kind) {
      case DATE -> "date";
      case EMAIL -> "email";
      case NUMBER -> "number";
      case WORD, TEXT -> noun.isEmpty() ? "name" : noun;
      case INTEGER, UUID, HEX, OPAQUE -> noun.isEmpty() ? "id" : noun + "Id";
    };
  }

  /// The argument's own name: `period` of `report(period='{}')`.
  private static String key(String frame, int from, int hole) {
    int equals = frame.lastIndexOf('=', hole);
    if (equals < from || hole - equals > 2) {
      return "";
    }
    int start = equals;
    while (start > from && isNameCharacter(frame.charAt(start - 1))) {
      start--;
    }
    String key = frame.substring(start, equals);
    return key.isEmpty() || !isLetter(key.charAt(0)) || key.length() > LONGEST_NOUN ? "" : key;
  }

  /// `systemUser` of `system-users`, `SystemUsers` or `systemUsers`; empty if it is no noun.
  private static String noun(String word) {
    StringBuilder noun = new StringBuilder();
    boolean up = false;
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      if (isLetter(c)) {
        char first = noun.isEmpty() ? Character.toLowerCase(c) : c;
        noun.append(up && !noun.isEmpty() ? Character.toUpperCase(c) : first);
        up = false;
      } else if (c == '-' || c == '_' || c == '.') {
        up = true;
      } else {
        return "";
      }
    }
    if (word.equals(word.toUpperCase(Locale.ROOT))) {
      return noun.length() > LONGEST_NOUN ? "" : noun.toString().toLowerCase(Locale.ROOT);
    }
    return noun.length() > LONGEST_NOUN ? "" : ApiWords.singular(noun.toString());
  }

  private static boolean isNameCharacter(char c) {
    return isLetter(c) || (c >= '0' && c <= '9') || c == '_';
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }
}
