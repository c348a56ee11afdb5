package dev.warder.demo.clock;

import java.time.Duration;

/// Lets time pass for a program that runs. For that program alone.
public interface Pace {
  /// Goes on when so much time has passed.
  void pause(Duration length) throws InterruptedException;
}
