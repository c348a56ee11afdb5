package dev.warder.engine.inventory;

import java.util.HashSet;
import java.util.Set;

/// Words that people name resources, actions and properties of APIs with, in the singular and lower
/// case. A path segment made of them is more likely part of the API than somebody's data.
///
/// Guarantees a segment that is one of [#isFixed] stays a word whatever stands beside it
final class ApiWords {
  private static final int SHORTEST_PART = 3;
  private static final int LONGEST_PART = 14;

  /// Longer words are looked up by nobody: what it costs is bounded whatever is called.
  private static final int LONGEST = 24;

  /// What stands where an id would, and never is one.
  private static final Set<String> FIXED =
      words(
          """
          me self my myself mine current all any none default latest newest recent today now
          count total status ready live heartbeat info about version public private shared trash
          help docs schema config setting preference option template statistic stat stats summary
          metadata health
          """);

  /// What is done, alone or before what it is done to: `search`, `bulk-delete`, `getStatus`.
  private static final Set<String> ACTIONS =
      words(
          """
          search find query lookup suggest autocomplete filter exist check
          list index new create add insert append edit update upsert modify patch set replace
          delete remove destroy purge clear get fetch read show view preview
          batch bulk multi import export upload download sync sort order reorder move copy clone
          validate verify test ping
          login logout signin signout signup register auth authorize authenticate callback token
          refresh revoke activate deactivate enable disable reset confirm resend invite accept
          reject approve deny cancel close open start stop pause resume restart retry run execute
          send publish unpublish subscribe unsubscribe archive unarchive restore undelete merge
          """);

  private ApiWords() {}

  static Set<String> words(String all) {
    Set<String> words = new HashSet<>();
    for (String word : all.split("\\s+", -1)) {
      if (!word.isEmpty()) {
        words.add(word);
      }
    }
    return Set.copyOf(words);
  }

  /// Whether a lower-case word stands for itself wherever it stands.
  static boolean isFixed(String word) {
    return FIXED.contains(word) || FIXED.contains(singular(word)) || isAction(word);
  }

  /// Whether a lower-case word says what is done.
  static boolean isAction(String word) {
    return ACTIONS.contains(word);
  }

  /// Whether a word is so short that, alone, it is as likely a country's or language's code.
  static boolean isCode(String word) {
    return word.length() <= 2 && !word.equals("me") && !word.equals("id") && !word.equals("ip");
  }

  /// Whether a lower-case word, or its base form, or all parts it is run together from are known.
  static boolean isKnown(String word) {
    if (word.length() > LONGEST) {
      return false;
    }
    if (word.length() > 4 && word.startsWith("by") && isBase(word.substring(2))) {
      return true;
    }
    return isBase(word) || (word.length() >= 2 * SHORTEST_PART && isRunTogether(word));
  }

  private static boolean isBase(String word) {
    if (isPart(word)) {
      return true;
    }
    int length = word.length();
    if (length > 5 && word.endsWith("ing")) {
      String stem = word.substring(0, length - 3);
      return holds(stem) || holds(stem + "e");
    }
    return length > 4
        && word.endsWith("ed")
        && (holds(word.substring(0, length - 2)) || holds(word.substring(0, length - 1)));
  }

  private static boolean holds(String word) {
    return ApiVocabulary.WORDS.contains(word) || FIXED.contains(word) || ACTIONS.contains(word);
  }

  private static boolean isPart(String word) {
    return holds(word) || holds(singular(word));
  }

  /// `systemusers`, `runcommand`: two or three known words without a break between.
  private static boolean isRunTogether(String word) {
    int length = word.length();
    // reach[i]: the fewest words that the first i characters are made of
    int[] reach = new int[length + 1];
    for (int end = SHORTEST_PART; end <= length; end++) {
      reach[end] = length + 1;
      for (int start = Math.max(0, end - LONGEST_PART); start <= end - SHORTEST_PART; start++) {
        boolean reachable = start == 0 || (reach[start] > 0 && reach[start] <= 2);
        if (reachable && isPart(word.substring(start, end))) {
          reach[end] = Math.min(reach[end], reach[start] + 1);
        }
      }
    }
    return reach[length] <= 3;
  }

  /// Whether a lower-case word reads as the plural of a noun.
  static boolean isPlural(String word) {
    return word.equals("people")
        || word.equals("children")
        || word.equals("media")
        || (word.length() > 3 && !singular(word).equals(word));
  }

  /// The singular of a lower-case English noun, as far as its ending tells.
  static String singular(String word) {
    int length = word.length();
    if (length <= 3 || !word.endsWith("s")) {
      return switch (word) {
        case "people" -> "person";
        case "children" -> "child";
        default -> word;
      };
    }
    if (word.endsWith("ss") || word.endsWith("us") || word.endsWith("is")) {
      return word;
    }
    if (word.endsWith("ies")) {
      return length > 4 ? word.substring(0, length - 3) + "y" : word.substring(0, length - 1);
    }
    return word.substring(0, length - (takesEs(word) ? 2 : 1));
  }

  /// `boxes`, `branches`, `addresses`, `statuses`, but `houses`.
  private static boolean takesEs(String word) {
    return word.endsWith("sses")
        || word.endsWith("xes")
        || word.endsWith("ches")
        || word.endsWith("shes")
        || word.endsWith("tuses")
        || word.endsWith("nuses");
  }
}
