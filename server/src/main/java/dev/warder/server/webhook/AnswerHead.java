package dev.warder.server.webhook;

import static java.util.Objects.requireNonNull;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/// What a receiver answers, as far as it matters.
///
/// Bounds 64 KiB of heads, lines of 8 KiB; a wait of a day
///
/// @param status of the answer; 0 where what came is no answer
/// @param retryAfter the line of that name; empty if there is none
record AnswerHead(int status, String retryAfter) {
  private static final int MOST_BYTES = 64 << 10;
  private static final int MOST_LINE = 8 << 10;
  private static final int GONE = 410;
  private static final Duration LONGEST = Duration.ofDays(1);
  private static final String RETRY_AFTER = "retry-after:";

  AnswerHead {
    requireNonNull(retryAfter, "retryAfter is null");
  }

  /// Reads heads until one is an answer, and nothing behind it.
  static AnswerHead read(InputStream stream) throws IOException {
    Lines lines = new Lines(new BufferedInputStream(stream));
    while (true) {
      int status = status(lines.next());
      String retryAfter = "";
      if (status == 0) {
        return new AnswerHead(0, "");
      }
      for (String line = lines.next(); !line.isEmpty(); line = lines.next()) {
        if (line.regionMatches(true, 0, RETRY_AFTER, 0, RETRY_AFTER.length())) {
          retryAfter = line.substring(RETRY_AFTER.length()).strip();
        }
      }
      if (status >= 200) {
        return new AnswerHead(status, retryAfter);
      }
    }
  }

  private static int status(String line) {
    boolean plain =
        line.startsWith("HTTP/1.") && line.length() >= 12 && line.charAt(8) == ' ' && isEnd(line);
    for (int i = 9; plain && i < 12; i++) {
      plain = line.charAt(i) >= '0' && line.charAt(i) <= '9';
    }
    int status = plain ? Integer.parseInt(line.substring(9, 12)) : 0;
    return status >= 100 && status < 600 ? status : 0;
  }

  private static boolean isEnd(String line) {
    return line.length() == 12 || line.charAt(12) == ' ';
  }

  Outcome outcome(Instant now) {
    if (status == 0) {
      return new Outcome.Failed("what answers does not speak HTTP/1.1");
    }
    if (status < 300) {
      return new Outcome.Delivered(status);
    }
    return status == GONE ? new Outcome.Gone() : new Outcome.Refused(status, after(now));
  }

  private @Nullable Duration after(Instant now) {
    Duration after = said(now);
    if (after == null || after.isNegative()) {
      return null;
    }
    return after.compareTo(LONGEST) > 0 ? LONGEST : after;
  }

  private @Nullable Duration said(Instant now) {
    boolean digits =
        !retryAfter.isEmpty()
            && retryAfter.length() <= 9
            && retryAfter.chars().allMatch(c -> c >= '0' && c <= '9');
    if (digits) {
      return Duration.ofSeconds(Integer.parseInt(retryAfter));
    }
    try {
      return retryAfter.isEmpty()
          ? null
          : Duration.between(
              now,
              ZonedDateTime.parse(retryAfter, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeException e) {
      return null;
    }
  }

  /// Lines, up to a bound.
  private static final class Lines {
    private final InputStream in;
    private int bytes;

    Lines(InputStream in) {
      this.in = in;
    }

    String next() throws IOException {
      StringBuilder line = new StringBuilder();
      for (int octet = in.read(); octet != '\n'; octet = in.read()) {
        bytes++;
        if (octet < 0) {
          throw new EOFException("the answer ends too early");
        }
        if (line.length() >= MOST_LINE || bytes > MOST_BYTES) {
          throw new ProtocolException("the answer's head is too long");
        }
        line.append((char) octet);
      }
      int length = line.length();
      return length > 0 && line.charAt(length - 1) == '\r'
          ? line.substring(0, length - 1)
          : line.toString();
    }
  }
}
