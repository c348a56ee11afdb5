package dev.warder.server.webhook;

import java.util.concurrent.atomic.LongAdder;

/// What became of messages to one receiver, since the start. Safe for use by many threads.
///
/// Guarantees what came due = sent + given up + waiting; failed counts attempts
final class HookCounters {
  final LongAdder sent = new LongAdder();
  final LongAdder failed = new LongAdder();
  final LongAdder givenUp = new LongAdder();
  volatile int waiting;
  volatile boolean disabled;

  /// Whether the sending itself fails at present, whatever the receiver does.
  volatile boolean failing;

  /// Nobody is sent anything under this name any more.
  void rest() {
    waiting = 0;
    disabled = false;
    failing = false;
  }
}
