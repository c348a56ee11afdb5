package dev.warder.engine.profile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.model.Times;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OperationUseTest {

  @Test
  void agreesWithPlainMapsOnRandomUse() {
    Random random = new Random(5);
    OperationUse use = new OperationUse();
    Map<Integer, Integer> calls = new HashMap<>();
    Map<Integer, Set<Long>> days = new HashMap<>();
    long time = 0;
    for (int i = 0; i < 20_000; i++) {
      time += random.nextLong(Times.HOUR);
      int id = random.nextInt(500);
      boolean isNew = use.add(id, time) == OperationUse.Use.NEW;
      assertThat(isNew).isEqualTo(!calls.containsKey(id));
      calls.merge(id, 1, Integer::sum);
      days.computeIfAbsent(id, absent -> new HashSet<>()).add(Times.day(time));
    }

    assertThat(use.size()).isEqualTo(calls.size());
    calls.forEach((id, n) -> assertThat(use.calls(id)).isEqualTo(n));
    days.forEach((id, of) -> assertThat(use.days(id)).isEqualTo(of.size()));
    Set<Integer> listed = new HashSet<>();
    use.forEach(listed::add);
    assertThat(listed).isEqualTo(calls.keySet());
  }

  @Test
  void callsOfSeveralTablesAddUp() {
    Random random = new Random(6);
    OperationUse all = new OperationUse();
    Map<Integer, Integer> calls = new HashMap<>();
    for (int table = 0; table < 5; table++) {
      OperationUse use = new OperationUse();
      for (int i = 0; i < 300; i++) {
        int id = random.nextInt(200);
        use.add(id, table * Times.DAY);
        calls.merge(id, 1, Integer::sum);
      }
      all.addAll(use, OperationUse.MAX);
    }

    assertThat(all.size()).isEqualTo(calls.size());
    calls.forEach((id, n) -> assertThat(all.calls(id)).isEqualTo(n));
  }

  @Test
  void floodOfOperationsIsBoundedAndThenNothingIsNew() {
    OperationUse use = new OperationUse();
    for (int id = 0; id < 3 * OperationUse.MAX; id++) {
      use.add(id, 0);
    }

    assertThat(use.size()).isEqualTo(OperationUse.MAX);
    assertThat(use.knows(Integer.MAX_VALUE)).isTrue();
  }
}
