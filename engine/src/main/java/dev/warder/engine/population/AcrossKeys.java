package dev.warder.engine.population;

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
/// It hears of an epoch when that closes, in the order of the calls: keys may be spread over
/// partitions.
final class AcrossKeys {
  private final List<FanOut> fanOuts;
  private final MassChange changes;
  private long epochMicros;

  AcrossKeys(double alertsPerDay) {
    fanOuts = List.of(FanOut.ofAddresses(alertsPerDay), FanOut.ofNetworks(alertsPerDay));
    changes = new MassChange(alertsPerDay);
  }

  /// What stands out by the end of an epoch.
  ///
  /// @param ofEpoch what was done in it
  /// @param nowMicros start of the next one
  /// @param decides whether measured rates decide yet
  List<Outlier> closeEpoch(Together ofEpoch, long nowMicros, boolean decides) {
    List<Outlier> outliers = new ArrayList<>(0);
    for (FanOut fanOut : fanOuts) {
      ofEpoch.sources().forEach(deed -> fanOut.note(deed, epochMicros));
    }
    ofEpoch.changes().forEach(change -> changes.note(change, epochMicros));
    epochMicros = nowMicros;
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
