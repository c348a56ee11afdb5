package dev.warder.tokens;

import dev.warder.tokens.TokenReading.Speaker;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Tokens that were verified a moment ago, by what they are known again by. Safe for use by many
/// threads.
///
/// Bounds the last few thousand, for [#MOST_MICROS] each, and never beyond their end
final class Verified {
  /// For how long a token is not verified anew.
  static final long MOST_MICROS = 300_000_000L;

  private static final int HALF = 4_096;

  private final Object lock = new Object();
  private Map<String, Entry> young = new HashMap<>();
  private Map<String, Entry> old = new HashMap<>();

  /// Who a token speaks for; null if that has to be found out.
  ///
  /// @param keys which keys its issuer has: others, and nothing counts that was verified by them
  @Nullable Speaker find(String digest, long nowMicros, long keys) {
    synchronized (lock) {
      Entry found = young.get(digest);
      if (found == null) {
        found = old.get(digest);
      }
      return found == null
              || nowMicros >= found.untilMicros()
              || nowMicros < found.fromMicros()
              || keys != found.keys()
          ? null
          : found.speaker();
    }
  }

  void put(String digest, Speaker speaker, long nowMicros, long keys) {
    long until = Math.min(speaker.endMicros(), nowMicros + MOST_MICROS);
    synchronized (lock) {
      if (young.size() >= HALF) {
        old = young;
        young = new HashMap<>();
      }
      young.put(digest, new Entry(speaker, nowMicros, until, keys));
    }
  }

  int size() {
    synchronized (lock) {
      return young.size() + old.size();
    }
  }

  private record Entry(Speaker speaker, long fromMicros, long untilMicros, long keys) {}
}
