package dev.warder.engine.population;

import dev.warder.engine.inventory.OperationView;
import java.util.Locale;

/// Operations by which a caller learns whose key it holds: the owner knows, a thief has to ask.
final class WhoAmI {
  private static final String[] LAST_WORDS = {
    "me", "self", "getself", "whoami", "userinfo", "getcalleridentity", "currentuser", "getme"
  };

  private WhoAmI() {}

  static boolean isAskedBy(OperationView operation) {
    return isNamed(operation.operation().template())
        || (!operation.action().isEmpty() && isNamed(operation.action()));
  }

  private static boolean isNamed(String name) {
    int end = name.endsWith("/") ? name.length() - 1 : name.length();
    int start = end;
    while (start > 0 && Character.isLetterOrDigit(name.charAt(start - 1))) {
      start--;
    }
    String last = name.substring(start, end).toLowerCase(Locale.ROOT);
    for (String word : LAST_WORDS) {
      if (last.equals(word)) {
        return true;
      }
    }
    return false;
  }
}
