package dev.warder.keys.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.keys.service.SampleKeys;
import dev.warder.policy.KeyFacts;
import dev.warder.policy.rate.Limit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class MetersTest {
  private static final long NOW = 1_795_000_000_000_000L;

  private static Limit limit(String text) {
    return Limit.parse(text).orThrow();
  }

  @Test
  void manyThreadsTogetherGetNoMoreThanTheBurst() throws Exception {
    Meters meters = new Meters(10, 5);
    KeyFacts key = SampleKeys.facts("a", "acme");
    Limit limit = limit("500/min");
    List<Future<Integer>> running = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (int i = 0; i < 4; i++) {
        running.add(
            threads.submit(
                () -> {
                  int through = 0;
                  for (int call = 0; call < 1_000; call++) {
                    through += meters.take(limit, key, NOW) == 0 ? 1 : 0;
                  }
                  return through;
                }));
      }
    }
    int through = 0;
    for (Future<Integer> thread : running) {
      through += thread.get();
    }
    assertThat(through).isEqualTo(500);
    assertThat(meters.take(limit, key, NOW)).isPositive();
    assertThat(meters.take(limit, key, NOW + 120_000_000)).isZero();
  }

  @Test
  void keysHaveBucketsOfTheirOwnAndTenantsShareOne() {
    Meters meters = new Meters(10, 5);
    Limit perKey = limit("1/min");
    Limit perTenant = limit("2/min per tenant");

    assertThat(meters.take(perKey, SampleKeys.facts("a", "acme"), NOW)).isZero();
    assertThat(meters.take(perKey, SampleKeys.facts("b", "acme"), NOW)).isZero();
    assertThat(meters.take(perKey, SampleKeys.facts("a", "acme"), NOW)).isPositive();
    assertThat(meters.take(perTenant, SampleKeys.facts("a", "acme"), NOW)).isZero();
    assertThat(meters.take(perTenant, SampleKeys.facts("b", "acme"), NOW)).isZero();
    assertThat(meters.take(perTenant, SampleKeys.facts("c", "acme"), NOW)).isPositive();
    assertThat(meters.take(perTenant, SampleKeys.facts("c", "globex"), NOW)).isZero();
  }

  @Test
  void moreBucketsThanThereIsRoomForAreCountedAndCostNoMemory() {
    Meters meters = new Meters(3, 5);
    Limit limit = limit("1/h");
    for (int i = 0; i < 100; i++) {
      assertThat(meters.take(limit, SampleKeys.facts("key-" + i, "acme"), NOW)).isZero();
    }
    assertThat(meters.crowded()).isEqualTo(92);
  }
}
