package dev.warder.keys.table;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Each structure against what it promises, alone and with many threads.
@Timeout(120)
class TablesTest {
  private static final int READERS = 3;

  private static void together(List<Callable<Void>> tasks) throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(tasks.size())) {
      List<Future<Void>> running = new ArrayList<>();
      for (Callable<Void> task : tasks) {
        running.add(threads.submit(task));
      }
      for (Future<Void> task : running) {
        task.get();
      }
    }
  }

  @Test
  void tableAnswersAsAMapDoes() {
    SplittableRandom random = new SplittableRandom(3);
    KeyTable<String> table = new KeyTable<>(random.nextLong());
    Map<Long, String> model = new HashMap<>();
    for (int i = 0; i < 50_000; i++) {
      long id = random.nextInt(40_000);
      Cell<String> cell = table.find(id, ~id);
      assertThat(cell == null ? null : cell.value()).isEqualTo(model.get(id));
      String value = "v" + i;
      if (cell == null) {
        assertThat(table.insert(id, ~id, value).serial()).isEqualTo(model.size());
      } else {
        cell.replace(value);
      }
      model.put(id, value);
    }
    assertThat(table.size()).isEqualTo(model.size());
    for (int serial = 0; serial < table.size(); serial++) {
      assertThat(table.at(serial).serial()).isEqualTo(serial);
    }
    assertThatThrownBy(() -> table.insert(5, ~5L, "x"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /// One register for each id, written with growing numbers by one thread. A reader notes what was
  /// written before it began and after it ended: what it reads must lie between (that is all that
  /// linearizability asks of a register with one writer whose values grow), and one reader never sees
  /// a register go back.
  @Test
  void readersSeeWhatWasWrittenBeforeTheyBeganWhileTheTableGrows() throws Exception {
    int ids = 6_000;
    int rounds = 40;
    KeyTable<Integer> table = new KeyTable<>(99);
    AtomicIntegerArray written = new AtomicIntegerArray(ids);
    AtomicIntegerArray begun = new AtomicIntegerArray(ids);
    AtomicLong checks = new AtomicLong();
    List<Callable<Void>> tasks = new ArrayList<>();
    tasks.add(
        () -> {
          for (int round = 1; round <= rounds; round++) {
            for (int id = 0; id < ids; id++) {
              begun.set(id, round);
              Cell<Integer> cell = table.find(id, 7);
              if (cell == null) {
                table.insert(id, 7, round);
              } else {
                cell.replace(round);
              }
              written.set(id, round);
            }
          }
          return null;
        });
    for (int reader = 0; reader < READERS; reader++) {
      SplittableRandom random = new SplittableRandom(reader);
      tasks.add(
          () -> {
            int[] seen = new int[ids];
            while (written.get(ids - 1) < rounds) {
              int id = random.nextInt(ids);
              int least = written.get(id);
              Cell<Integer> cell = table.find(id, 7);
              int value = cell == null ? 0 : cell.value();
              int most = begun.get(id);
              assertThat(value).isBetween(Math.max(least, seen[id]), most);
              seen[id] = value;
              int size = table.size();
              if (size > 0) {
                assertThat(table.at(random.nextInt(size)).value()).isPositive();
              }
              checks.incrementAndGet();
            }
            return null;
          });
    }
    together(tasks);
    assertThat(checks.get()).isGreaterThan(1_000);
  }

  @Test
  void ringLosesNothingTwistsNothingAndWaitsForNobody() throws Exception {
    Ring<long[]> ring = new Ring<>(6);
    int producers = READERS;
    int each = 100_000;
    AtomicLong refused = new AtomicLong();
    AtomicLong done = new AtomicLong();
    long[] last = new long[producers];
    AtomicLong taken = new AtomicLong();
    List<Callable<Void>> tasks = new ArrayList<>();
    for (int producer = 0; producer < producers; producer++) {
      int me = producer;
      tasks.add(
          () -> {
            for (int i = 1; i <= each; i++) {
              if (!ring.offer(new long[] {me, i})) {
                refused.incrementAndGet();
              }
            }
            done.incrementAndGet();
            return null;
          });
    }
    tasks.add(
        () -> {
          while (true) {
            boolean over = done.get() == producers;
            long[] value = ring.poll();
            if (value != null) {
              assertThat(value[1]).isGreaterThan(last[(int) value[0]]);
              last[(int) value[0]] = value[1];
              taken.incrementAndGet();
            } else if (over) {
              return null;
            }
          }
        });
    together(tasks);
    assertThat(taken.get() + refused.get()).isEqualTo((long) producers * each);
    assertThat(taken.get()).isGreaterThan(64);
  }

  @Test
  void fullRingRefusesAndGoesOnWhenThereIsRoom() {
    Ring<Integer> ring = new Ring<>(2);
    for (int turn = 0; turn < 10; turn++) {
      for (int i = 0; i < 4; i++) {
        assertThat(ring.offer(i)).isTrue();
      }
      assertThat(ring.offer(9)).isFalse();
      assertThat(ring.waiting()).isEqualTo(4);
      for (int i = 0; i < 4; i++) {
        assertThat(ring.poll()).isEqualTo(i);
      }
      assertThat(ring.poll()).isNull();
    }
  }

  @Test
  void poolLendsNothingToTwoAtATime() throws Exception {
    Set<Object> lent = ConcurrentHashMap.newKeySet();
    AtomicLong made = new AtomicLong();
    Pool<Object> pool =
        new Pool<>(
            8,
            () -> {
              made.incrementAndGet();
              return new Object();
            });
    List<Callable<Void>> tasks = new ArrayList<>();
    for (int i = 0; i < READERS + 1; i++) {
      tasks.add(
          () -> {
            for (int turn = 0; turn < 100_000; turn++) {
              Object mine = pool.take();
              assertThat(lent.add(mine)).isTrue();
              lent.remove(mine);
              pool.give(mine);
            }
            return null;
          });
    }
    together(tasks);
    assertThat(made.get()).isLessThan(100);
  }

  @Test
  void lastUseNeverGoesBack() throws Exception {
    LastUses uses = new LastUses();
    int serials = 40_000;
    List<Callable<Void>> tasks = new ArrayList<>();
    for (int i = 0; i < READERS; i++) {
      SplittableRandom random = new SplittableRandom(i);
      tasks.add(
          () -> {
            for (int turn = 0; turn < 200_000; turn++) {
              int serial = random.nextInt(serials);
              long before = uses.micros(serial);
              uses.note(serial, random.nextInt(1_000) * 1_000_000L, "AS1 DE");
              assertThat(uses.micros(serial)).isGreaterThanOrEqualTo(before);
            }
            return null;
          });
    }
    together(tasks);
    uses.note(7, 5_000_000_000L, "AS2 FR");
    uses.note(7, 5_000_500_000L, "AS3 FR");
    assertThat(uses.micros(7)).isEqualTo(5_000_000_000L);
    assertThat(uses.source(7)).isEqualTo("AS2 FR");
    assertThat(uses.micros(1 << 20)).isZero();
    assertThat(requireNonNull(uses.source(1 << 20))).isEmpty();
  }
}
