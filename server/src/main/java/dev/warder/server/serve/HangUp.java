package dev.warder.server.serve;

import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/// That somebody sent SIGHUP, which asks to look at the configuration now. Safe for use by many
/// threads.
///
/// Errors a system without that signal never has one, nor has a process that was started to ignore
/// it, as by `nohup`: Java leaves it at that, and the log says so
final class HangUp {
  private static final Logger LOG = LoggerFactory.getLogger(HangUp.class);
  private final AtomicBoolean came = new AtomicBoolean();

  /// Heeds the signal from now on, for this whole process.
  static HangUp heeding() {
    HangUp hangUp = new HangUp();
    try {
      SignalHandler before = Signal.handle(new Signal("HUP"), signal -> hangUp.came.set(true));
      if (before.equals(SignalHandler.SIG_IGN)) {
        LOG.atInfo().log(
            "SIGHUP is ignored, as nohup has it; a changed configuration is noticed within half"
                + " a minute");
      }
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
