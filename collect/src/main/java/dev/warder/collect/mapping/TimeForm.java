package dev.warder.collect.mapping;

import dev.warder.collect.text.Timestamps;

/// How a field writes times.
///
/// Units microseconds since the epoch, UTC Errors [Timestamps#NONE]
interface TimeForm {
  long micros(byte[] bytes, int from, int to);

  /// The forms that have a name.
  enum Named implements TimeForm {
    /// Any form that [Timestamps] can tell by itself.
    AUTO("auto") {
      @Override
      public long micros(byte[] bytes, int from, int to) {
        return Timestamps.parse(bytes, from, to);
      }
    },
    RFC_3339("rfc3339") {
      @Override
      public long micros(byte[] bytes, int from, int to) {
        return to - from >= 20 && bytes[from + 4] == '-'
            ? Timestamps.parse(bytes, from, to)
            : Timestamps.NONE;
      }
    },
    COMMON_LOG("common-log") {
      @Override
      public long micros(byte[] bytes, int from, int to) {
        return to - from == 26 && bytes[from + 2] == '/'
            ? Timestamps.parse(bytes, from, to)
            : Timestamps.NONE;
      }
    },
    EPOCH_SECONDS("epoch-seconds") {
      @Override
      public long micros(byte[] bytes, int from, int to) {
        return Timestamps.bounded(Decimals.scaled(bytes, from, to, 6));
      }
    },
    EPOCH_MILLIS("epoch-millis") {
      @Override
      public long micros(byte[] bytes, int from, int to) {
        return Timestamps.bounded(Decimals.scaled(bytes, from, to, 3));
      }
    },
    EPOCH_MICROS("epoch-micros") {
      @Override
      public long micros(byte[] bytes, int from, int to) {
        return Timestamps.bounded(Decimals.scaled(bytes, from, to, 0));
      }
    },
    EPOCH_NANOS("epoch-nanos") {
      @Override
      public long micros(byte[] bytes, int from, int to) {
        return Timestamps.bounded(Decimals.scaled(bytes, from, to, -3));
      }
    };

    private final String label;

    Named(String label) {
      this.label = label;
    }

    String label() {
      return label;
    }
  }
}
