package dev.warder.benchmarks.engine;

import dev.warder.engine.Engine;
import dev.warder.model.Activity;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// What most calls are: those of consumers that are trusted, with operations they used before. One
/// minute of a heavy-tailed mix goes through an engine again and again that has seen four days of
/// it.
///
///     benchmarks/hotpath.sh
///
/// Budget 100 bytes allocated for a call (`gc.alloc.rate.norm`), for one that changes something is
/// noted until the epoch closes
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
    value = 1,
    jvmArgsAppend = {"-XX:+UseCompactObjectHeaders", "-XX:+UseSerialGC", "-Xmx3g"})
public class HotPath {
  private static final int PER_SECOND = 10;
  private static final int CALLS_OF_MINUTE = 60 * PER_SECOND;
  private static final int CALLS_OF_HOUR = 60 * CALLS_OF_MINUTE;
  private static final int HOURS_BEFORE = 4 * 24;

  /// From what the first cache holds to more than the last one does.
  @Param({"16", "500", "20000"})
  private int keys = 1;

  private final Engine engine = Engines.fresh();
  private List<Activity> minute = List.of();

  @Setup(Level.Trial)
  public void learn() {
    HeavyTail traffic = new HeavyTail(keys, PER_SECOND);
    for (int hour = 0; hour < HOURS_BEFORE; hour++) {
      traffic.next(CALLS_OF_HOUR).forEach(engine::accept);
    }
    minute = traffic.next(CALLS_OF_MINUTE);
    minute.forEach(engine::accept);
  }

  @Benchmark
  @OperationsPerInvocation(CALLS_OF_MINUTE)
  public Engine known() {
    for (Activity call : minute) {
      engine.accept(call);
    }
    return engine;
  }
}
