package dev.warder.api.wire;

import dev.warder.api.http.ProblemCode;
import dev.warder.api.http.ProblemException;

/// How much of a list is asked for at a time.
public final class PageLimit {
  private static final int USUAL = 100;
  private static final int MOST = 1_000;

  private PageLimit() {}

  /// Reads `limit` of a query; 100 if it is not there.
  public static int read(String text) throws ProblemException {
    if (text.isEmpty()) {
      return USUAL;
    }
    boolean digits = text.length() <= 4 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    int limit = digits ? Integer.parseInt(text) : 0;
    if (limit < 1 || limit > MOST) {
      throw new ProblemException(
          ProblemCode.INVALID_PARAMETER, "limit is a whole number from 1 to " + MOST + ".");
    }
    return limit;
  }
}
