package dev.warder.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// What is counted elsewhere is told as long as the doors are there.
@Timeout(60)
class DoorMetersTest {
  @Test
  void counterOfSomethingElseGoesOnAfterGarbageWasTakenAway() {
    DoorMeters meters = new DoorMeters();
    AtomicLong things = new AtomicLong();
    meters.counter("warder.things", "Things", () -> things.get());

    WeakReference<Object> garbage = new WeakReference<>(new Object());
    while (garbage.get() != null) {
      System.gc();
    }
    things.set(7);

    assertThat(meters.text()).contains("warder_things_total 7.0");
  }
}
