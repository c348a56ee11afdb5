package dev.warder.content;

import dev.warder.model.Activity;
import java.util.Set;

/// AWS account ids in text: twelve digits that stand alone.
final class Accounts {
  private static final int LENGTH = 12;

  private Accounts() {}

  /// Whether the text names an account that is neither the caller's own nor among the known ones.
  /// False when the log does not tell whose account it is: who cannot know accuses nobody.
  static boolean namesForeign(String text, Activity activity, Set<String> known) {
    String arn = activity.caller().principalUid();
    String tenant = activity.tenant();
    if (next(tenant, 0) < 0 && next(arn, 0) < 0) {
      return false;
    }
    for (int at = next(text, 0); at >= 0; at = next(text, at + LENGTH)) {
      String id = text.substring(at, at + LENGTH);
      if (!tenant.contains(id) && !arn.contains(id) && !known.contains(id)) {
        return true;
      }
    }
    return false;
  }

  private static int next(String text, int from) {
    int run = 0;
    for (int i = from; i <= text.length(); i++) {
      char c = i < text.length() ? text.charAt(i) : ' ';
      if (c >= '0' && c <= '9') {
        run++;
        continue;
      }
      int start = i - run;
      if (run == LENGTH && !isWord(c) && (start == 0 || !isWord(text.charAt(start - 1)))) {
        return start;
      }
      run = 0;
    }
    return -1;
  }

  private static boolean isWord(char c) {
    return Character.isLetterOrDigit(c);
  }
}
