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
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The consumers that have a part in something, how large, and by which call. Confined to the
/// engine's thread.
///
/// Bounds [#MAX] consumers; further ones have none
final class Parts {
  private static final int MAX = 256;

  /// Suspects come first, so that others join what they are suspected of; then who came first.
  private static final Comparator<Told> ORDER =
      Comparator.comparing((Told told) -> !told.strand().isSuspect())
          .thenComparingLong(told -> told.call().timeMicros())
          .thenComparing(told -> told.call().uid())
          .thenComparing(told -> told.strand().uid());

  private Map<Strand, Part> parts = Map.of();

  private static final class Part {
    private int size;
    private Sighting call;
    private boolean told;

    Part(int size, Sighting call) {
      this.size = size;
      this.call = call;
    }
  }

  /// A consumer that is to be told, and the call it is told for.
  record Told(Strand strand, Sighting call) {}

  /// Lets a part be at least so large.
  void raise(Strand strand, int size, Sighting call) {
    Part part = parts.get(strand);
    if (part == null) {
      put(strand, new Part(size, call));
    } else if (part.size < size) {
      part.size = size;
      part.call = call;
    }
  }

  /// Lets a part grow by one. The call that it is told for is kept whenever the part has doubled.
  void grow(Strand strand, Sighting call) {
    Part part = parts.get(strand);
    if (part == null) {
      put(strand, new Part(1, call));
    } else if ((++part.size & (part.size - 1)) == 0) {
      part.call = call;
    }
  }

  private void put(Strand strand, Part part) {
    if (parts.isEmpty()) {
      parts = new HashMap<>(2);
    }
    if (parts.size() < MAX) {
      parts.put(strand, part);
    }
  }

  /// The size of the largest.
  int largest() {
    int largest = 0;
    for (Part part : parts.values()) {
      largest = Math.max(largest, part.size);
    }
    return largest;
  }

  /// The size of all together.
  long all() {
    long all = 0;
    for (Part part : parts.values()) {
      all += part.size;
    }
    return all;
  }

  /// The size of each key's consumers together.
  Map<Profile, Long> byKey() {
    Map<Profile, Long> byKey = new HashMap<>();
    parts.forEach((strand, part) -> byKey.merge(strand.profile(), (long) part.size, Long::sum));
    return byKey;
  }

  /// Those that are to be told and were not yet.
  ///
  /// @param least smaller parts are left out
  List<Told> tell(int least) {
    List<Told> news = new ArrayList<>();
    parts.forEach((strand, part) -> {
      if (!part.told && part.size >= least) {
        part.told = true;
        news.add(new Told(strand, part.call));
      }
    });
    news.sort(ORDER);
    return news;
  }

  void save(StateWriter out, StrandNumbers numbers) {
    List<Strand> ordered = new ArrayList<>(parts.keySet());
    ordered.sort(Comparator.comparing(Strand::uid));
    out.list(
        ordered,
        (to, strand) -> {
          numbers.write(to, strand);
          Part part = parts.getOrDefault(strand, new Part(0, strand.birth()));
          to.number(part.size);
          part.call.save(to);
          to.flag(part.told);
        });
  }

  void restore(StateReader in, RestoredStrands all) throws StateException {
    in.each(from -> {
      Strand strand = all.read(from);
      Part part = new Part(from.small(), Sighting.restore(from));
      part.told = from.flag();
      from.require(!parts.containsKey(strand) && parts.size() < MAX, "a part stands twice");
      put(strand, part);
    });
  }
}
