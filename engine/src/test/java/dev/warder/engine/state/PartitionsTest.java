package dev.warder.engine.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.engine.Analysis;
import dev.warder.engine.Engine;
import dev.warder.engine.EpochOrder;
import dev.warder.engine.inventory.OperationView;
import dev.warder.engine.profile.KeyGroups;
import dev.warder.model.Activity;
import dev.warder.model.ActivityOrder;
import dev.warder.model.finding.Finding;
import dev.warder.model.finding.Incident;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is concluded depends neither on how keys are spread over partitions, nor on which of them
/// runs first, nor on where a run stopped and with how many it went on.
class PartitionsTest {
  private static final int KEYS = 40;
  private static final int DAYS = 26;

  /// Weeks of a small platform with rushes, in order.
  private static List<Activity> calls(long seed) {
    List<Activity> calls = new ArrayList<>(MixedTraffic.of(seed, KEYS, DAYS));
    calls.addAll(Rush.of(seed, KEYS, DAYS));
    calls.sort(ActivityOrder.CANONICAL);
    return calls;
  }

  private static void assertSame(Engine one, Engine other) {
    assertThat(Saved.bytes(one)).as("state").isEqualTo(Saved.bytes(other));
    Analysis of = one.finish();
    Analysis expected = other.finish();
    assertThat(of.incidents()).isEqualTo(expected.incidents());
    assertThat(of).isEqualTo(expected);
    assertThat(one.ruleMatches()).isEqualTo(other.ruleMatches());
  }

  private static Engine judged(List<Activity> calls, int partitions) {
    Engine engine = Saved.engine(partitions);
    calls.forEach(engine::accept);
    return engine;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 8, 9, 10})
  void anyNumberOfPartitionsConcludesTheSameWhicheverOfThemIsFirst(long seed) {
    List<Activity> calls = calls(seed);
    Random random = new Random(seed);

    for (int partitions : new int[] {1, 2, 7, KeyGroups.COUNT}) {
      assertSame(judgedInAnyOrder(calls, partitions, random), judged(calls, 1));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {14, 15, 16})
  void callsTakenSeveralAtATimeConcludeTheSame(long seed) {
    List<Activity> calls = calls(seed);
    Random random = new Random(seed);

    for (int partitions : new int[] {1, 3}) {
      Engine engine = Saved.engine(partitions);
      int from = 0;
      while (from < calls.size()) {
        int to = Math.min(calls.size(), from + random.nextInt(100));
        engine.accept(calls.subList(from, to));
        from = to;
      }
      assertSame(engine, judged(calls, 1));
    }
  }

  /// Lets keys come in any order within an epoch, behind the inventory.
  private static Engine judgedInAnyOrder(List<Activity> calls, int partitions, Random random) {
    Engine engine = Saved.engine(partitions);
    List<Activity> waiting = new ArrayList<>();
    List<OperationView> operations = new ArrayList<>();
    for (Activity call : calls) {
      if (!waiting.isEmpty() && Engine.epoch(waiting.getLast()) != Engine.epoch(call)) {
        judgeByKey(engine, waiting, operations, random);
      }
      OperationView operation = engine.classify(call);
      if (operation != null) {
        waiting.add(call);
        operations.add(operation);
      }
    }
    judgeByKey(engine, waiting, operations, random);
    return engine;
  }

  @ParameterizedTest
  @ValueSource(longs = {5, 6, 7})
  void runThatStopsAnywhereGoesOnWithAnyNumberOfPartitions(long seed) throws StateException {
    List<Activity> calls = calls(seed);
    Random random = new Random(seed);

    Engine cut = Saved.engine(3);
    for (Activity call : calls) {
      if (random.nextInt(150) == 0) {
        byte[] state = Saved.bytes(cut);
        int partitions = 1 + random.nextInt(9);
        cut = Saved.restored(state, Saved.over(partitions), Saved.content());
        assertThat(Saved.bytes(cut)).as("saved over %d partitions", partitions).isEqualTo(state);
      }
      cut.accept(call);
    }

    assertSame(cut, judged(calls, 1));
  }

  /// Lets groups of keys come one after the other, in any order.
  private static void judgeByKey(
      Engine engine, List<Activity> calls, List<OperationView> operations, Random random) {
    Map<Integer, List<Integer>> byGroup = new TreeMap<>();
    for (int i = 0; i < calls.size(); i++) {
      int group = KeyGroups.of(calls.get(i).caller());
      byGroup.computeIfAbsent(group, absent -> new ArrayList<>()).add(i);
    }
    List<List<Integer>> groups = new ArrayList<>(byGroup.values());
    Collections.shuffle(groups, random);
    groups.forEach(group -> group.forEach(i -> engine.judge(calls.get(i), operations.get(i))));
    calls.clear();
    operations.clear();
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12})
  void callsThatComeInAnyOrderWithinAnEpochAreBroughtIntoTheirs(long seed) {
    List<Activity> calls = calls(seed);
    List<Activity> shuffled = new ArrayList<>(calls);
    Collections.shuffle(shuffled, new Random(seed));
    shuffled.sort((one, other) -> Long.compare(Engine.epoch(one), Engine.epoch(other)));

    Engine engine = Saved.engine(2);
    EpochOrder order = new EpochOrder(engine::accept, 10_000);
    shuffled.forEach(order);
    order.flush();

    assertThat(shuffled).isNotEqualTo(calls);
    assertSame(engine, judged(calls, 1));
  }

  @Test
  void moreInAnEpochThanMayBeHeldIsLateForNothingAndLosesNothing() {
    List<Activity> calls = calls(13);
    Engine engine = Saved.engine(1);
    EpochOrder order = new EpochOrder(engine::accept, 2);
    calls.reversed().stream()
        .sorted((one, other) -> Long.compare(Engine.epoch(one), Engine.epoch(other)))
        .forEach(order);
    order.flush();

    assertThat(engine.lateNow()).isZero();
    assertThat(engine.finish().inventory().activities()).isEqualTo(calls.size());
  }

  @Test
  void rushesTieKeysTogetherWithinTheirMinute() {
    List<Incident> incidents =
        Stream.of(1L, 2L, 3L, 4L)
            .flatMap(seed -> judged(calls(seed), 1).finish().incidents().stream())
            .toList();

    List<Finding> findings =
        incidents.stream().flatMap(incident -> incident.findings().stream()).toList();
    assertThat(findings)
        .extracting(Finding::detectionId)
        .contains("MINTED_BY_SUSPECT", "SOURCE_FAN_OUT", "OUTSIDE_BIRTH_NETWORK", "outside-1");
    assertThat(incidents)
        .filteredOn(Rush::hasMinterAndMintedOfOneMinute)
        .as("a key used within the minute in which its minter was found out")
        .isNotEmpty();
  }
}
