package dev.warder.benchmarks.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.model.Activity;
import dev.warder.testkit.draw.Draw;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WorkloadTest {
  @Test
  void streamIsTheSameEveryTimeAndInOrderOfTime() {
    List<Activity> first = new HeavyTail(500, 10).next(5_000);

    assertThat(new HeavyTail(500, 10).next(5_000)).isEqualTo(first);
    assertThat(first).extracting(Activity::timeMicros).isSorted();
  }

  @Test
  void aFewKeysMakeMostCalls() {
    Map<String, Integer> calls = new HashMap<>();
    new HeavyTail(1_000, 10)
        .next(20_000)
        .forEach(a -> calls.merge(a.caller().credentialUid(), 1, Integer::sum));

    List<Integer> sorted = calls.values().stream().sorted((a, b) -> b - a).toList();
    int busiest = sorted.stream().limit(100).mapToInt(Integer::intValue).sum();
    assertThat(busiest).isGreaterThan(10_000);
    assertThat(sorted).hasSizeGreaterThan(500);
  }

  @Test
  void ordinaryKeysKeepToWhatIsTheirOwn() {
    Workload workload = new Workload(0, false);
    KeyShape shape = new KeyShape(1_000, 2, 1, 4);
    Draw draw = new Draw(1);
    Set<String> networks = new HashSet<>();
    Set<String> clients = new HashSet<>();
    for (int i = 0; i < 1_000; i++) {
      Activity call = workload.call(7, Workload.caller(7), shape, draw, i);
      networks.add(call.source().canonical());
      clients.add(call.client().userAgent());
    }

    assertThat(networks).hasSizeBetween(1, 2);
    assertThat(clients).hasSize(1);
  }

  @Test
  void adversaryNeverCallsTwiceInTheSameWay() {
    Set<String> networks = new HashSet<>();
    Set<String> clients = new HashSet<>();
    Set<String> paths = new HashSet<>();
    for (int i = 0; i < 50_000; i++) {
      Activity call = Workload.adversarial(0, Workload.caller(0), i, new Draw(i), i);
      networks.add(call.source().canonical());
      clients.add(call.client().family());
      paths.add(call.call().path());
    }

    assertThat(networks).hasSize(50_000);
    assertThat(clients).hasSize(50_000);
    assertThat(paths).hasSize(50_000);
  }

  @Test
  void shapesGrowFromTheQuietestKeyToTheBusiest() {
    assertThat(KeyShape.at(0, 0)).isEqualTo(new KeyShape(2, 1, 1, 1));
    assertThat(KeyShape.at(0.5, 0.75)).isEqualTo(new KeyShape(226, 6, 2, 22));
    assertThat(KeyShape.at(1, 1)).isEqualTo(new KeyShape(58_987, 96, 10, 216));
    for (int i = 1; i <= 100; i++) {
      assertThat(KeyShape.at(i / 100.0, 0).calls())
          .isGreaterThan(KeyShape.at((i - 1) / 100.0, 0).calls());
    }
  }

  @Test
  void quantileIsAValueThatStandsInTheList() {
    double[] sorted = {1, 2, 3, 4};

    assertThat(Memory.quantile(sorted, 0.5)).isEqualTo(2);
    assertThat(Memory.quantile(sorted, 0.99)).isEqualTo(4);
    assertThat(Memory.quantile(sorted, 0)).isEqualTo(1);
  }
}
