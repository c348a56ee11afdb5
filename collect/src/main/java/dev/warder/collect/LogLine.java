package dev.warder.collect;

import dev.warder.model.Activity;

/// Finds where the fields of one access log line are, without copying any. Confined to one thread.
///
/// Bounds no allocation, one pass and one look back
final class LogLine {
  private static final int TIME_LENGTH = 26;

  int hostStart;
  int hostEnd;
  int clientStart;
  int clientEnd;
  int userStart;
  int userEnd;
  int timeStart;
  int requestStart;
  int requestEnd;
  int status;
  long size;

  /// -1 if the line ends before it.
  int agentStart;

  int agentEnd;

  /// A third text in quotes, where nginx's own example has `X-Forwarded-For`; -1 if there is none.
  int thirdStart;

  int thirdEnd;

  /// False if the line is none of an access log.
  boolean split(byte[] b, int from, int to) {
    int bracket = timeBracket(b, from, to);
    if (bracket < 0 || !splitHead(b, from, bracket)) {
      return false;
    }
    timeStart = bracket + 1;
    requestStart = timeStart + TIME_LENGTH + 3;
    requestEnd = closingQuote(b, requestStart, to);
    return requestEnd >= 0 && splitNumbers(b, requestEnd + 1, to);
  }

  /// The `[` of `[03/Jun/2024:08:00:00 +0000] "`.
  private static int timeBracket(byte[] b, int from, int to) {
    for (int i = from + 1; i + TIME_LENGTH + 4 <= to; i++) {
      if (b[i] == '['
          && b[i - 1] == ' '
          && b[i + 3] == '/'
          && b[i + 7] == '/'
          && b[i + 12] == ':'
          && b[i + TIME_LENGTH + 1] == ']'
          && b[i + TIME_LENGTH + 2] == ' '
          && b[i + TIME_LENGTH + 3] == '"') {
        return i;
      }
    }
    return -1;
  }

  /// `client ident user `, or `host:port client ident user `; a user may hold blanks.
  private boolean splitHead(byte[] b, int from, int bracket) {
    int end = bracket - 1;
    int first = blank(b, from, end);
    int second = first < 0 ? -1 : blank(b, first + 1, end);
    if (second < 0) {
      return false;
    }
    int third = blank(b, second + 1, end);
    boolean ident = second - first == 2 && b[first + 1] == '-';
    boolean hosted = !ident && third == second + 2 && b[second + 1] == '-';
    hostStart = hosted ? from : -1;
    hostEnd = hosted ? withoutPort(b, from, first) : -1;
    clientStart = hosted ? first + 1 : from;
    clientEnd = hosted ? second : first;
    userStart = (hosted ? third : second) + 1;
    userEnd = end;
    return userStart < userEnd;
  }

  private static int withoutPort(byte[] b, int from, int to) {
    int i = to;
    while (i > from && b[i - 1] >= '0' && b[i - 1] <= '9') {
      i--;
    }
    return i > from + 1 && i < to && b[i - 1] == ':' ? i - 1 : to;
  }

  /// ` 200 12` or ` 200 -`, then nothing, or ` "referer" "agent"` and whatever follows.
  private boolean splitNumbers(byte[] b, int from, int to) {
    if (from + 5 >= to || b[from] != ' ' || b[from + 4] != ' ') {
      return false;
    }
    status = 0;
    for (int i = from + 1; i < from + 4; i++) {
      if (b[i] < '0' || b[i] > '9') {
        return false;
      }
      status = status * 10 + (b[i] - '0');
    }
    int end = blank(b, from + 5, to);
    end = end < 0 ? to : end;
    size = number(b, from + 5, end);
    boolean dash = end == from + 6 && b[from + 5] == '-';
    return (size >= 0 || dash) && splitTail(b, end, to);
  }

  private boolean splitTail(byte[] b, int from, int to) {
    agentStart = -1;
    agentEnd = -1;
    thirdStart = -1;
    thirdEnd = -1;
    if (from == to) {
      return true;
    }
    if (from + 1 >= to || b[from + 1] != '"') {
      return true;
    }
    int referer = closingQuote(b, from + 2, to);
    if (referer < 0) {
      return false;
    }
    if (referer + 2 >= to || b[referer + 1] != ' ' || b[referer + 2] != '"') {
      return referer + 1 == to || b[referer + 1] == ' ';
    }
    agentStart = referer + 3;
    agentEnd = closingQuote(b, agentStart, to);
    if (agentEnd + 2 < to && agentEnd >= 0 && b[agentEnd + 1] == ' ' && b[agentEnd + 2] == '"') {
      thirdEnd = closingQuote(b, agentEnd + 3, to);
      thirdStart = thirdEnd < 0 ? -1 : agentEnd + 3;
    }
    return agentEnd >= 0 && (agentEnd + 1 == to || b[agentEnd + 1] == ' ');
  }

  private static int closingQuote(byte[] b, int from, int to) {
    for (int i = from; i < to; i++) {
      if (b[i] == '"') {
        return i;
      }
      if (b[i] == '\\') {
        i++;
      }
    }
    return -1;
  }

  private static int blank(byte[] b, int from, int to) {
    for (int i = from; i < to; i++) {
      if (b[i] == ' ') {
        return i;
      }
    }
    return -1;
  }

  private static long number(byte[] b, int from, int to) {
    if (from >= to || to - from > 15) {
      return Activity.UNKNOWN;
    }
    long value = 0;
    for (int i = from; i < to; i++) {
      if (b[i] < '0' || b[i] > '9') {
        return Activity.UNKNOWN;
      }
      value = value * 10 + (b[i] - '0');
    }
    return value;
  }
}
