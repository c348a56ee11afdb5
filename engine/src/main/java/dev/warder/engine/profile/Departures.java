package dev.warder.engine.profile;

import dev.warder.engine.state.StateException;
import dev.warder.engine.state.StateReader;
import dev.warder.engine.state.StateWriter;
import dev.warder.model.Activity;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is left of a key's consumers that had to make room: enough to list them, and to say which
/// operations the key was used for. Nothing is judged by it. Confined to the engine's thread.
///
/// Bounds at most [#MAX] consumers; the one that left first is forgotten. [#MAX_OPERATIONS]
/// operations of theirs are told apart
final class Departures {
  static final int MAX = 48;
  private static final int MAX_OPERATIONS = 512;

  /// In the order in which they left.
  private final List<StrandFigures> figures = new ArrayList<>();

  private final OperationUse operations = new OperationUse();

  /// Takes in a consumer that leaves.
  void add(Strand strand) {
    if (figures.size() == MAX) {
      figures.removeFirst();
    }
    figures.add(strand.figures());
    operations.addAll(strand.operations(), MAX_OPERATIONS);
  }

  /// Gives back the consumer that an activity belongs to; null if it is not remembered.
  @Nullable StrandFigures take(Activity activity) {
    for (int i = 0; i < figures.size(); i++) {
      if (figures.get(i).isOf(activity)) {
        return figures.remove(i);
      }
    }
    return null;
  }

  /// In the order in which they left.
  List<StrandFigures> figures() {
    return figures;
  }

  /// Operations they used.
  OperationUse operations() {
    return operations;
  }

  void save(StateWriter out) {
    out.list(figures, (to, one) -> one.save(to));
    operations.save(out);
  }

  static Departures restore(StateReader in, RestoredStrands all) throws StateException {
    Departures departures = new Departures();
    departures.figures.addAll(in.list(StrandFigures::restore));
    in.require(departures.figures.size() <= MAX, "too many consumers that left");
    all.restore(in, departures.operations);
    return departures;
  }
}
