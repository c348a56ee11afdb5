package dev.warder.policy.text;

import java.util.Collection;
import java.util.Locale;

/// Words for messages about texts: pieces of them that are safe to show, and what was meant.
public final class Words {
  private static final int LONGEST_SHOWN = 40;
  private static final int LONGEST_COMPARED = 64;

  private Words() {}

  /// A piece of a text as it may stand in a message: quoted, short, and printable ASCII only.
  public static String quoted(String text) {
    StringBuilder shown = new StringBuilder("`");
    int end = Math.min(text.length(), LONGEST_SHOWN);
    for (int i = 0; i < end; i++) {
      char character = text.charAt(i);
      boolean plain = character >= ' ' && character < 127 && character != '`';
      shown.append(plain ? character : '?');
    }
    return shown.append(end < text.length() ? "...`" : "`").toString();
  }

  /// ` (did you mean X?)` for the known word that is nearest, nothing if none is near.
  public static String didYouMean(String word, Collection<String> known) {
    String lower = word.toLowerCase(Locale.ROOT);
    if (lower.length() > LONGEST_COMPARED) {
      return "";
    }
    String best = "";
    int bestDistance = 1 + Math.max(1, lower.length() / 3);
    for (String candidate : known) {
      int distance = distance(lower, candidate.toLowerCase(Locale.ROOT));
      if (distance < bestDistance) {
        best = candidate;
        bestDistance = distance;
      }
    }
    return best.isEmpty() ? "" : " (did you mean " + best + "?)";
  }

  /// Insertions, deletions and replacements from one word to another (Wagner and Fischer), where
  /// two neighbours that changed places count once.
  static int distance(String from, String to) {
    int[][] cost = new int[from.length() + 1][to.length() + 1];
    for (int i = 0; i <= from.length(); i++) {
      for (int j = 0; j <= to.length(); j++) {
        cost[i][j] = i == 0 || j == 0 ? i + j : step(cost, from, to, i, j);
      }
    }
    return cost[from.length()][to.length()];
  }

  private static int step(int[][] cost, String from, String to, int i, int j) {
    boolean same = from.charAt(i - 1) == to.charAt(j - 1);
    int least = cost[i - 1][j - 1] + (same ? 0 : 1);
    least = Math.min(least, cost[i - 1][j] + 1);
    least = Math.min(least, cost[i][j - 1] + 1);
    boolean swapped =
        i > 1
            && j > 1
            && from.charAt(i - 1) == to.charAt(j - 2)
            && from.charAt(i - 2) == to.charAt(j - 1);
    return swapped ? Math.min(least, cost[i - 2][j - 2] + 1) : least;
  }
}
