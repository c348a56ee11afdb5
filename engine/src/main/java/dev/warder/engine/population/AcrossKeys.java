package dev.warder.engine.population;

import dev.warder.engine.profile.Observation;
import dev.warder.engine.profile.RestoredStrands;
import dev.warder.engine.profile.StrandNumbers;
import dev.warder.engine.state.StateException;
import dev.warder.engine.state.StateReader;
import dev.warder.engine.state.StateWriter;
import java.util.ArrayList;
import java.util.List;

/// What no single key shows: one source at several tenants, several keys at one task. Confined to
/// the engine's thread.
///
/// Everything is read at the end of an epoch, counts are whole numbers, and no sum or maximum asks
/// what came first: keys may be spread over workers, as long as these meet at epochs.
final class AcrossKeys {
  private final List<FanOut> fanOuts;
  private final MassChange changes;
  private long epochMicros;

  AcrossKeys(double alertsPerDay) {
    fanOuts =
        List.of(
            new FanOut(Family.ADDRESSES, alertsPerDay),
            new FanOut(Family.NETWORKS, alertsPerDay),
            new FanOut(Family.PROGRAMS, alertsPerDay));
    changes = new MassChange(alertsPerDay);
  }

  /// Notes that a consumer's day has begun.
  void touch(Observation seen) {
    for (FanOut fanOut : fanOuts) {
      fanOut.touch(seen, epochMicros);
    }
  }

  /// Notes what a consumer's day has come to.
  ///
  /// @param nats what it says beside other days of its source
  void note(Observation seen, double nats) {
    if (SourceDay.isNoted(nats)) {
      for (FanOut fanOut : fanOuts) {
        fanOut.note(seen, nats, epochMicros);
      }
    }
  }

  /// Takes a call in.
  ///
  /// @param settling whether the tenant is so new that everything in it is
  void note(Observation seen, boolean settling) {
    changes.note(seen, epochMicros, settling);
  }

  /// What stands out by the end of an epoch.
  ///
  /// @param nowMicros start of the next one
  /// @param decides whether measured rates decide yet
  List<Outlier> closeEpoch(long nowMicros, boolean decides) {
    epochMicros = nowMicros;
    List<Outlier> outliers = new ArrayList<>(0);
    for (FanOut fanOut : fanOuts) {
      fanOut.closeEpoch(nowMicros, decides, outliers);
    }
    changes.closeEpoch(nowMicros, decides, outliers);
    return outliers;
  }

  /// Days of sources, and hours of tenants, that run.
  int open() {
    return fanOuts.stream().mapToInt(FanOut::openDays).sum() + changes.openHours();
  }

  void save(StateWriter out, StrandNumbers numbers) {
    out.signed(epochMicros);
    fanOuts.forEach(fanOut -> fanOut.save(out, numbers));
    changes.save(out, numbers);
  }

  void restore(StateReader in, RestoredStrands all) throws StateException {
    epochMicros = in.signed();
    for (FanOut fanOut : fanOuts) {
      fanOut.restore(in, all);
    }
    changes.restore(in, all);
  }
}
