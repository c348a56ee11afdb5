package dev.warder.engine.population;

import dev.warder.engine.profile.Profile;
import dev.warder.engine.profile.RestoredStrands;
import dev.warder.engine.profile.Sighting;
import dev.warder.engine.profile.Strand;
import dev.warder.engine.profile.StrandNumbers;
import dev.warder.engine.state.StateException;
import dev.warder.engine.state.StateReader;
import dev.warder.engine.state.StateWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The consumers that have a part in something that began at a time: how large, and by which call.
/// Confined to the engine's thread.
///
/// Bounds [#MAX] consumers; further ones have none
final class Parts {
  private static final int MAX = 256;
  private static final Part[] NONE = {};

  /// Suspects come first, so that others join what they are suspected of; then who came first.
  private static final Comparator<Told> ORDER =
      Comparator.comparing((Told told) -> !told.strand().isSuspect())
          .thenComparingLong(told -> told.call().timeMicros())
          .thenComparing(told -> told.call().uid())
          .thenComparing(told -> told.strand().uid());

  private static final Comparator<Part> BY_STRAND =
      Comparator.comparing((Part part) -> part.strand.uid());

  /// Mostly one or two, so they are looked through.
  private Part[] parts = NONE;

  private final long startMicros;
  private long lastMicros = Long.MIN_VALUE;
  private boolean told;

  Parts(long startMicros) {
    this.startMicros = startMicros;
  }

  private static final class Part {
    private final Strand strand;
    private int size;
    private Sighting call;
    private boolean told;

    Part(Strand strand, int size, Sighting call) {
      this.strand = strand;
      this.size = size;
      this.call = call;
    }
  }

  /// A consumer that is to be told, and the call it is told for.
  record Told(Strand strand, Sighting call) {}

  /// Lets a part be at least so large.
  void raise(Strand strand, int size, Sighting call) {
    lastMicros = Math.max(lastMicros, call.timeMicros());
    Part part = find(strand);
    if (part == null) {
      add(new Part(strand, size, call));
    } else if (part.size < size) {
      part.size = size;
      part.call = call;
    }
  }

  /// Lets a part grow by one. The call that it is told for is kept whenever the part has doubled.
  void grow(Strand strand, Sighting call) {
    lastMicros = Math.max(lastMicros, call.timeMicros());
    Part part = find(strand);
    if (part == null) {
      add(new Part(strand, 1, call));
    } else if ((++part.size & (part.size - 1)) == 0) {
      part.call = call;
    }
  }

  private @Nullable Part find(Strand strand) {
    for (Part part : parts) {
      if (part.strand == strand) {
        return part;
      }
    }
    return null;
  }

  private void add(Part part) {
    if (parts.length < MAX) {
      parts = Arrays.copyOf(parts, parts.length + 1);
      parts[parts.length - 1] = part;
    }
  }

  /// The size of the largest.
  int largest() {
    int largest = 0;
    for (Part part : parts) {
      largest = Math.max(largest, part.size);
    }
    return largest;
  }

  /// The size of all together.
  long all() {
    long all = 0;
    for (Part part : parts) {
      all += part.size;
    }
    return all;
  }

  /// Whether one consumer has a part.
  boolean isOne() {
    return parts.length == 1;
  }

  /// The size of each key's consumers together.
  Map<Profile, Long> byKey() {
    Map<Profile, Long> byKey = new HashMap<>();
    for (Part part : parts) {
      byKey.merge(part.strand.profile(), (long) part.size, Long::sum);
    }
    return byKey;
  }

  /// Those that are to be told and were not yet.
  ///
  /// @param least smaller parts are left out
  List<Told> tell(int least) {
    told = true;
    List<Told> news = new ArrayList<>();
    for (Part part : parts) {
      if (!part.told && part.size >= least) {
        part.told = true;
        news.add(new Told(part.strand, part.call));
      }
    }
    news.sort(ORDER);
    return news;
  }

  long startMicros() {
    return startMicros;
  }

  /// Time of the last call that had a part.
  long lastMicros() {
    return lastMicros;
  }

  /// Whether it was told.
  boolean isTold() {
    return told;
  }

  void save(StateWriter out, StrandNumbers numbers) {
    out.signed(startMicros);
    out.signed(lastMicros);
    out.flag(told);
    List<Part> ordered = new ArrayList<>(Arrays.asList(parts));
    ordered.sort(BY_STRAND);
    out.list(
        ordered,
        (to, part) -> {
          numbers.write(to, part.strand);
          to.number(part.size);
          part.call.save(to);
          to.flag(part.told);
        });
  }

  static Parts restore(StateReader in, RestoredStrands all) throws StateException {
    Parts restored = new Parts(in.signed());
    restored.lastMicros = in.signed();
    restored.told = in.flag();
    in.each(from -> restored.takeBack(from, all.read(from)));
    return restored;
  }

  private void takeBack(StateReader in, Strand strand) throws StateException {
    in.require(find(strand) == null && parts.length < MAX, "a part stands twice");
    Part part = new Part(strand, in.small(), Sighting.restore(in));
    part.told = in.flag();
    add(part);
  }
}
