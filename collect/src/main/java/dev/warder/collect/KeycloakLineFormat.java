package dev.warder.collect;

import dev.warder.collect.text.Timestamps;
import dev.warder.collect.text.Utf8;
import java.nio.charset.StandardCharsets;

/// Reads the events in the text log of a Keycloak server: `2026-11-21 18:19:02,597 WARN
/// [org.keycloak.events] (executor-thread-4) type="LOGIN_ERROR", realmId="…"`. Confined to one
/// thread.
///
/// The log writes no zone; its time is taken for UTC, which is what the server's container runs in.
///
/// Lines of the server's other loggers are told as no calls.
///
/// Source Keycloak 26, logging of events (jboss-logging listener) and of the server
final class KeycloakLineFormat implements Format.Line {
  private static final int TIME_LENGTH = 23;
  private static final int MAX_HEAD = 160;
  private static final byte[] LOGGER = " [org.keycloak.".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] EVENTS = "events".getBytes(StandardCharsets.US_ASCII);

  private final KeycloakEvents event;
  private final KeycloakText text;

  KeycloakLineFormat(Nouns nouns) {
    event = new KeycloakEvents(nouns);
    text = new KeycloakText(nouns, event);
  }

  @Override
  public String name() {
    return "keycloak";
  }

  @Override
  public boolean read(byte[] bytes, int from, int to, RecordSink sink) {
    int logger = logger(bytes, from, to);
    if (logger < 0) {
      return false;
    }
    byte[] b = bytes;
    int start = from;
    int end = to;
    if (Utf8.firstInvalid(bytes, from, to) >= 0) {
      b = Utf8.mended(bytes, from, to);
      start = 0;
      end = b.length;
      logger -= from;
      sink.repaired();
    }
    long micros = Timestamps.parseUtc(b, start, start + TIME_LENGTH);
    int message = message(b, logger, end);
    if (!startsWith(b, logger, end, EVENTS) || message < 0) {
      sink.skip(SkipReason.NOT_A_CALL, "a line of the server's log that tells no event");
    } else if (micros == Timestamps.NONE) {
      sink.skip(SkipReason.FIELD_INVALID, "time");
    } else if (!text.gather(b, message, end)) {
      sink.skip(SkipReason.LINE_UNPARSABLE, "an event without type or realm");
    } else {
      event.deliver(micros, sink);
    }
    return true;
  }

  /// Where the name of Keycloak's logger goes on behind `[org.keycloak.`, or -1 if the line has no
  /// time or another logger.
  private static int logger(byte[] b, int from, int to) {
    boolean timed =
        to - from > TIME_LENGTH + LOGGER.length
            && b[from + 4] == '-'
            && b[from + 10] == ' '
            && b[from + 13] == ':'
            && b[from + 19] == ',';
    int limit = Math.min(to, from + MAX_HEAD);
    for (int i = from + TIME_LENGTH; timed && i < limit; i++) {
      if (b[i] == ' ' && startsWith(b, i, limit, LOGGER)) {
        return i + LOGGER.length;
      }
    }
    return -1;
  }

  /// Where the text behind `[logger] (thread) ` starts.
  private static int message(byte[] b, int from, int to) {
    int limit = Math.min(to, from + MAX_HEAD);
    for (int i = from; i + 1 < limit; i++) {
      if (b[i] == ')' && b[i + 1] == ' ') {
        return i + 2;
      }
    }
    return -1;
  }

  private static boolean startsWith(byte[] b, int from, int to, byte[] prefix) {
    if (to - from < prefix.length) {
      return false;
    }
    for (int i = 0; i < prefix.length; i++) {
      if (b[from + i] != prefix[i]) {
        return false;
      }
    }
    return true;
  }
}
