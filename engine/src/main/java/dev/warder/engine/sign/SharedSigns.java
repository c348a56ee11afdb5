package dev.warder.engine.sign;

import dev.warder.engine.detection.Detection;
import dev.warder.engine.detection.Detections;
import dev.warder.engine.detection.Sign;
import dev.warder.engine.evidence.Fact;
import dev.warder.engine.profile.Sighting;
import dev.warder.engine.profile.Strand;
import dev.warder.engine.sign.Noticed.Outside;
import dev.warder.engine.state.StateException;
import dev.warder.engine.state.StateReader;
import dev.warder.engine.state.StateWriter;
import dev.warder.model.Source;
import dev.warder.model.Times;
import dev.warder.model.finding.FacetEvidence.Circle;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/// Signs that no key shows alone: looked for when an epoch closes, in the order of what happened in
/// it, so that no partition needs to know of another's keys before. Confined to the engine's
/// thread.
///
/// Bounds at most [#MAX_ADDRESSES] addresses that opened consumers within a day, [#MAX_TENANTS] of
/// each
public final class SharedSigns {
  private static final int FAN_OUT_TENANTS = 4;
  private static final long FAN_OUT_WINDOW = Times.DAY;
  private static final int MAX_ADDRESSES = 100_000;
  private static final int MAX_TENANTS = 64;
  private static final double BORN_OUTSIDE = 0.85;

  private final Facts facts;
  private final ConsoleAddresses consoles = new ConsoleAddresses();

  /// By address; the one that opened none for longest comes first.
  private final SequencedMap<String, ArrayDeque<Birth>> births =
      new LinkedHashMap<>(16, 0.75f, true);

  private final RuleNoise noise = new RuleNoise();

  /// The last strand that an address opened on a key of a tenant.
  private record Birth(long timeMicros, String tenant) {
    boolean isReplacedBy(Birth next) {
      return timeMicros < next.timeMicros - FAN_OUT_WINDOW || tenant.equals(next.tenant);
    }
  }

  /// Takes facts of calls that were judged before.
  @FunctionalInterface
  public interface LateFacts {
    /// Takes a fact of a consumer.
    ///
    /// @param call that the fact is about
    void accept(Strand strand, Fact fact, Sighting call);
  }

  public SharedSigns(Detections content) {
    this.facts = new Facts(content.bySign());
  }

  RuleNoise noise() {
    return noise;
  }

  /// Looks at what was noticed in an epoch, and makes it count.
  public void closeEpoch(Noticed ofEpoch, LateFacts sink) {
    consoles.learn(ofEpoch.consoles());
    noise.learn(ofEpoch.keysByRule());
    for (Strand newcomer : ofEpoch.newcomers()) {
      fanOut(newcomer, sink);
    }
    for (Outside session : ofEpoch.outside()) {
      outside(session, sink);
    }
  }

  /// Addresses that open strands on keys of several tenants, with a client new to each of them.
  private void fanOut(Strand newcomer, LateFacts sink) {
    Detection detection = facts.detection(Sign.SOURCE_FAN_OUT);
    if (detection == null) {
      return;
    }
    Sighting birth = newcomer.birth();
    String address = birth.source().address();
    ArrayDeque<Birth> of = births.computeIfAbsent(address, absent -> new ArrayDeque<>(2));
    Birth now = new Birth(birth.timeMicros(), birth.tenant());
    of.removeIf(earlier -> earlier.isReplacedBy(now));
    if (of.size() < MAX_TENANTS) {
      of.add(now);
    }
    forget(now);
    if (of.size() >= FAN_OUT_TENANTS) {
      String seen = address + " opened new consumers on keys of " + of.size() + " tenants in a day";
      sink.accept(
          newcomer,
          Facts.fact(
              detection,
              detection.nats(),
              "each of these keys had its own consumers",
              seen,
              Circle.WORLD,
              birth),
          birth);
    }
  }

  /// Lets go of addresses that a newcomer can no longer be joined to.
  private void forget(Birth newest) {
    while (births.size() > MAX_ADDRESSES || isOver(births.firstEntry().getValue(), newest)) {
      births.pollFirstEntry();
    }
  }

  private static boolean isOver(ArrayDeque<Birth> of, Birth newest) {
    return of.getLast().timeMicros < newest.timeMicros - FAN_OUT_WINDOW;
  }

  /// A machine's session that was never seen in its cloud, and calls from where a person sits at a
  /// console, is that person or somebody beside them.
  private void outside(Outside session, LateFacts sink) {
    Detection detection = facts.detection(Sign.OUTSIDE_BIRTH_NETWORK);
    if (detection == null) {
      return;
    }
    Sighting call = session.call();
    Source now = call.source();
    boolean besideAPerson = consoles.usedSince(now.address(), call.timeMicros() - Times.DAY);
    sink.accept(
        session.strand(),
        Facts.fact(
            detection,
            detection.nats() * (besideAPerson ? 1 : BORN_OUTSIDE),
            Facts.home(session.birth()),
            Facts.describe(now),
            Circle.KEY,
            call),
        call);
  }

  public void save(StateWriter out) {
    consoles.save(out);
    out.list(
        births.entrySet(),
        (to, address) -> {
          to.text(address.getKey());
          to.list(address.getValue(), SharedSigns::save);
        });
    noise.save(out);
  }

  private static void save(StateWriter out, Birth birth) {
    out.signed(birth.timeMicros);
    out.text(birth.tenant);
  }

  public void restore(StateReader in) throws StateException {
    consoles.restore(in);
    in.into(births, SharedSigns::births);
    noise.restore(in);
  }

  private static ArrayDeque<Birth> births(StateReader in) throws StateException {
    List<Birth> of = in.list(from -> new Birth(from.signed(), from.text()));
    in.require(!of.isEmpty(), "an address that opened nothing");
    return new ArrayDeque<>(of);
  }
}
