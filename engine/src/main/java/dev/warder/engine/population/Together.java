package dev.warder.engine.population;

import dev.warder.engine.inventory.OperationView;
import dev.warder.engine.profile.Earliest;
import dev.warder.engine.profile.Observation;
import dev.warder.engine.profile.RestoredStrands;
import dev.warder.engine.profile.Sighting;
import dev.warder.engine.profile.Strand;
import dev.warder.engine.profile.StrandNumbers;
import dev.warder.engine.profile.StrandOrder;
import dev.warder.engine.state.StateException;
import dev.warder.engine.state.StateReader;
import dev.warder.engine.state.StateWriter;
import java.util.Comparator;
import java.util.List;

/// What consumers of one partition did that counts only beside what others do: [AcrossKeys] hears
/// of it when the epoch closes. Confined to the partition's thread.
///
/// Bounds the first [#MAX] of each kind in an epoch
final class Together {
  private static final int MAX = 65_536;

  private final Earliest<OfSource> sources = new Earliest<>(OfSource.ORDER, MAX);
  private final Earliest<Change> changes = new Earliest<>(Change.ORDER, MAX);

  /// A consumer's day that began, or came to something, with a call.
  ///
  /// @param nats what the day says beside other days of its source; 0 when it begins
  record OfSource(Strand strand, Sighting call, double nats) {
    private static final Comparator<OfSource> ORDER =
        Comparator.comparing(OfSource::call, Sighting.BY_TIME)
            .thenComparing(OfSource::strand, StrandOrder.BY_NAME)
            .thenComparingDouble(OfSource::nats);

    private void save(StateWriter out, StrandNumbers numbers) {
      numbers.write(out, strand);
      call.save(out);
      out.real(nats);
    }

    private static OfSource restore(StateReader in, RestoredStrands all) throws StateException {
      return new OfSource(all.read(in), Sighting.restore(in), in.real());
    }
  }

  /// A call that changed something its consumer had not made.
  ///
  /// @param operation number of the operation
  /// @param absorbedIds numbers it had before
  /// @param settling whether the tenant is so new that everything in it is
  record Change(
      Strand strand, Sighting call, int operation, List<Integer> absorbedIds, boolean settling) {
    private static final Comparator<Change> ORDER =
        Comparator.comparing(Change::call, Sighting.BY_TIME)
            .thenComparing(Change::strand, StrandOrder.BY_NAME);

    private static Change of(Observation seen, boolean settling) {
      OperationView operation = seen.operation();
      Sighting call = Sighting.of(seen.activity(), operation);
      return new Change(seen.strand(), call, operation.id(), operation.absorbedIds(), settling);
    }

    private void save(StateWriter out, StrandNumbers numbers) {
      numbers.write(out, strand);
      call.save(out);
      out.number(operation);
      out.list(absorbedIds, (to, id) -> to.number(id));
      out.flag(settling);
    }

    private static Change restore(StateReader in, RestoredStrands all) throws StateException {
      return new Change(
          all.read(in), Sighting.restore(in), in.small(), in.list(StateReader::small), in.flag());
    }
  }

  /// Notes that a consumer's day has begun, or what it has come to.
  void note(Observation seen, double nats) {
    sources.add(new OfSource(seen.strand(), Sighting.of(seen.activity(), seen.operation()), nats));
  }

  /// Notes a call that changed something.
  void change(Observation seen, boolean settling) {
    changes.add(Change.of(seen, settling));
  }

  /// Adds what was noted in another partition.
  void add(Together other) {
    sources.copy(other.sources);
    changes.copy(other.changes);
  }

  void clear() {
    sources.clear();
    changes.clear();
  }

  /// In the order of the calls.
  List<OfSource> sources() {
    return sources.sorted();
  }

  /// In the order of the calls.
  List<Change> changes() {
    return changes.sorted();
  }

  void save(StateWriter out, StrandNumbers numbers) {
    out.list(sources(), (to, deed) -> deed.save(to, numbers));
    out.list(changes(), (to, change) -> change.save(to, numbers));
  }

  void restore(StateReader in, RestoredStrands all) throws StateException {
    in.each(from -> sources.add(OfSource.restore(from, all)));
    in.each(from -> changes.add(Change.restore(from, all)));
  }
}
