package dev.warder.engine.population;

import dev.warder.engine.detection.Detection;
import dev.warder.engine.detection.Sign;
import dev.warder.engine.detection.Trigger;
import dev.warder.engine.evidence.Scorer.Score;
import dev.warder.engine.profile.Observation;
import dev.warder.engine.profile.RestoredStrands;
import dev.warder.engine.profile.Strand;
import dev.warder.engine.profile.StrandNumbers;
import dev.warder.engine.profile.StrandOrder;
import dev.warder.engine.state.StateException;
import dev.warder.engine.state.StateReader;
import dev.warder.engine.state.StateWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What consumers of one partition do on the days that run, and what of it [Population] has not
/// heard yet: it does when the epoch closes. Confined to the partition's thread.
public final class Days {
  private static final Comparator<StrandDay> BY_START =
      Comparator.comparingLong(StrandDay::startMicros)
          .thenComparing(StrandDay::strand, StrandOrder.BY_NAME);

  private final Population population;
  private final List<StrandDay> opened = new ArrayList<>();
  private final Map<String, Long> tenants = new TreeMap<>();
  private long firstMicros = Long.MAX_VALUE;
  private long uncounted;
  private final Together together = new Together();
  private @Nullable StrandDay running;

  public Days(Population population) {
    this.population = population;
  }

  /// Takes a call in, before it is judged.
  public void note(Observation seen) {
    StrandDay day = Population.day(seen.strand());
    if (day == null || day.isLeftOver(seen.timeMicros())) {
      day = open(seen);
    }
    running = day;
    day.note(seen, population.rarity());
    if (MassChange.isChange(seen)) {
      together.change(seen, population.isSettling(day, seen.timeMicros()));
    }
  }

  private StrandDay open(Observation seen) {
    Strand strand = seen.strand();
    firstMicros = Math.min(firstMicros, seen.timeMicros());
    KeyHabits habits = Population.habits(strand.profile());
    boolean counted = habits.openDays < Population.MAX_OPEN_OF_KEY;
    Who who = Who.of(seen, population.circles());
    StrandDay day = new StrandDay(strand, habits, seen.timeMicros(), who, counted);
    strand.attach(day);
    boolean settling = population.isSettling(day, seen.timeMicros());
    if (settling && !population.knowsTenant(day)) {
      tenants.merge(strand.birth().tenant(), seen.timeMicros(), Math::min);
    }
    if (counted) {
      habits.openDays++;
      opened.add(day);
      if (!settling) {
        together.note(seen, 0);
      }
    } else {
      uncounted++;
    }
    return day;
  }

  /// Notes that content's detection held for a consumer.
  public void note(Strand strand, Detection detection) {
    StrandDay day = Population.day(strand);
    if (day != null && isDeed(detection)) {
      day.note(detection);
    }
  }

  /// Signs of the engine are measured here in their own way, but for those that are deeds.
  private static boolean isDeed(Detection detection) {
    return !(detection.trigger() instanceof Trigger.OnSign(Sign sign))
        || sign == Sign.DESTRUCTION_BURST
        || sign == Sign.RETIRED_KEY_TRIED;
  }

  /// Weighs the consumer of the call taken in last; null if nothing about it changed, or if it does
  /// not stand out.
  public @Nullable Score standsOut(Observation seen) {
    StrandDay day = running;
    if (day == null || day.strand() != seen.strand() || !day.takeChanged()) {
      return null;
    }
    Score score = population.standsOut(day, seen.timeMicros());
    if (day.isCounted()
        && SourceDay.isNoted(day.shared)
        && !population.isSettling(day, seen.timeMicros())) {
      together.note(seen, day.shared);
    }
    return score;
  }

  /// Adds what began in another partition.
  public void add(Days other) {
    opened.addAll(other.opened);
    other.tenants.forEach((tenant, since) -> tenants.merge(tenant, since, Math::min));
    firstMicros = Math.min(firstMicros, other.firstMicros);
    uncounted += other.uncounted;
    together.add(other.together);
  }

  public void clear() {
    opened.clear();
    tenants.clear();
    firstMicros = Long.MAX_VALUE;
    uncounted = 0;
    together.clear();
  }

  /// Days that began since the last epoch, in the order in which they did.
  List<StrandDay> opened() {
    opened.sort(BY_START);
    return opened;
  }

  /// Tenants first seen since then, with the time.
  Map<String, Long> tenants() {
    return tenants;
  }

  /// What counts only beside what others did.
  Together together() {
    return together;
  }

  long firstMicros() {
    return firstMicros;
  }

  /// Days that began since then and that nobody will close.
  long uncounted() {
    return uncounted;
  }

  /// Writes what began since the last epoch.
  public void save(StateWriter out, StrandNumbers numbers) {
    out.list(opened(), (to, day) -> Population.save(to, day, numbers));
    out.sorted(tenants, StateWriter::signed);
    out.signed(firstMicros);
    out.number(uncounted);
    together.save(out, numbers);
  }

  /// Takes back what had begun since the last epoch.
  ///
  /// @param detections of content, by id
  public void restore(StateReader in, RestoredStrands all, Map<String, Detection> detections)
      throws StateException {
    in.each(
        from -> opened.add(Population.running(from, Population.restoreDay(from, all, detections))));
    in.into(tenants, StateReader::signed);
    firstMicros = in.signed();
    uncounted = in.number();
    together.restore(in, all);
  }
}
