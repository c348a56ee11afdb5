package dev.warder.engine.campaign;

import dev.warder.engine.detection.Detection;
import dev.warder.engine.profile.Earliest;
import dev.warder.engine.profile.RestoredStrands;
import dev.warder.engine.profile.StrandNumbers;
import dev.warder.engine.profile.StrandOrder;
import dev.warder.engine.state.StateException;
import dev.warder.engine.state.StateReader;
import dev.warder.engine.state.StateWriter;
import java.util.Comparator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A finding that waits for its epoch to close: only then is it certain which one came first.
///
/// @param activityUid id of the event that brought it to light
/// @param step 0 if that event was its consumer's own; 1 if it is the fault of who minted the key,
///   2 of who minted that one's, and so on
/// @param isFirst whether its consumer was found out with it
public record Draft(FindingDraft finding, String activityUid, int step, boolean isFirst) {
  private static final int MAX_OF_EPOCH = 65_536;

  private static final Comparator<Draft> ORDER =
      Comparator.comparingLong((Draft draft) -> draft.finding.timeMicros())
          .thenComparing(Draft::activityUid)
          .thenComparingInt(Draft::step)
          .thenComparing(draft -> draft.finding.strand(), StrandOrder.BY_NAME);

  /// No drafts yet; it keeps the first [#MAX_OF_EPOCH]. Those of one consumer and one event stay as
  /// they come.
  public static Earliest<Draft> none() {
    return new Earliest<>(ORDER, MAX_OF_EPOCH);
  }

  public void save(StateWriter out, StrandNumbers numbers) {
    finding.save(out, numbers);
    out.text(activityUid);
    out.number(step);
    out.flag(isFirst);
  }

  /// Takes back what was saved; null if content no longer has the detection.
  ///
  /// @param detections of content, by id
  public static @Nullable Draft restore(
      StateReader in, RestoredStrands all, Map<String, Detection> detections)
      throws StateException {
    FindingDraft finding = FindingDraft.restore(in, all, detections);
    String activityUid = in.text();
    int step = in.small();
    boolean isFirst = in.flag();
    return finding == null ? null : new Draft(finding, activityUid, step, isFirst);
  }
}
