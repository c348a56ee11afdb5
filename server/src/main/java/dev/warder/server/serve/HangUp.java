package dev.warder.server.serve;

import java.util.concurrent.atomic.AtomicBoolean;
import sun.misc.Signal;

/// That somebody sent SIGHUP, which asks to look at the configuration now. Safe for use by many
/// threads.
///
/// Errors a system without that signal never has one
final class HangUp {
  private final AtomicBoolean came = new AtomicBoolean();

  /// Heeds the signal from now on, for this whole process.
  static HangUp heeding() {
    HangUp hangUp = new HangUp();
    try {
      Signal.handle(new Signal("HUP"), signal -> hangUp.came.set(true));
    } catch (IllegalArgumentException e) {
      // There is none here, or it was kept from Java.
      hangUp.came.set(false);
    }
    return hangUp;
  }

  /// Leaves the signal to whoever else hears it.
  static HangUp none() {
    return new HangUp();
  }

  /// Whether one came since it was last asked.
  boolean take() {
    return came.getAndSet(false);
  }
}
