package dev.warder.engine.profile;

import dev.warder.engine.state.StateException;
import dev.warder.engine.state.StateReader;
import dev.warder.engine.state.StateWriter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Who brought which key into being, as of the last closed epoch; the first call that did counts.
/// Confined to the engine's thread.
///
/// Bounds at most [#MAX] keys, [#MAX_CHILDREN] of one consumer; of one epoch the first
/// [#MAX_OF_EPOCH]
public final class Mintings {
  private static final int MAX = Profiles.MAX_CREDENTIALS;
  private static final int MAX_CHILDREN = 1_024;
  private static final int MAX_OF_EPOCH = 65_536;

  private final Map<String, Minting> byChild = new HashMap<>();
  private final Map<String, List<String>> children = new HashMap<>();

  /// Who brought a key into being, as far as this log tells.
  ///
  /// @param parentUid key that minted it
  /// @param strandUid consumer of that key
  /// @param timeMicros when
  /// @param bySuspect whether that consumer has been told by the end of the last epoch
  public record Minting(String parentUid, String strandUid, long timeMicros, boolean bySuspect) {}

  /// A key minted in the epoch that runs.
  ///
  /// @param strand consumer that minted it
  /// @param parentUid key with which it did
  public record Minted(String child, String parentUid, Strand strand, long timeMicros) {
    private static final Comparator<Minted> ORDER =
        Comparator.comparingLong(Minted::timeMicros)
            .thenComparing(Minted::strand, StrandOrder.BY_NAME)
            .thenComparing(Minted::parentUid)
            .thenComparing(Minted::child);

    static Earliest<Minted> none() {
      return new Earliest<>(ORDER, MAX_OF_EPOCH);
    }

    void save(StateWriter out, StrandNumbers numbers) {
      out.text(child);
      out.text(parentUid);
      numbers.write(out, strand);
      out.signed(timeMicros);
    }

    static Minted restore(StateReader in, RestoredStrands all) throws StateException {
      return new Minted(in.text(), in.text(), all.read(in), in.signed());
    }
  }

  /// Makes what was minted in an epoch known.
  void learn(List<Minted> ofEpoch) {
    for (Minted minted : ofEpoch) {
      String strandUid = minted.strand.uid();
      List<String> siblings = children.computeIfAbsent(strandUid, absent -> new ArrayList<>());
      if (byChild.size() < MAX && siblings.size() < MAX_CHILDREN) {
        Minting minting =
            new Minting(minted.parentUid, strandUid, minted.timeMicros, minted.strand.isSuspect());
        if (byChild.putIfAbsent(minted.child, minting) == null) {
          siblings.add(minted.child);
        }
      }
    }
  }

  /// Notes that a consumer was told.
  public void suspect(Strand parent) {
    String strandUid = parent.uid();
    for (String child : children.getOrDefault(strandUid, List.of())) {
      byChild.computeIfPresent(
          child,
          (uid, by) ->
              by.strandUid.equals(strandUid)
                  ? new Minting(by.parentUid, strandUid, by.timeMicros, true)
                  : by);
    }
  }

  /// Who minted a key; null if this log does not tell.
  public @Nullable Minting of(String credentialUid) {
    return byChild.get(credentialUid);
  }

  /// Keys that a strand minted, used or not, first minted first.
  public List<String> by(Strand strand) {
    return byChild.isEmpty() ? List.of() : children.getOrDefault(strand.uid(), List.of());
  }

  void save(StateWriter out) {
    out.sorted(
        byChild,
        (to, minting) -> {
          to.text(minting.parentUid);
          to.text(minting.strandUid);
          to.signed(minting.timeMicros);
          to.flag(minting.bySuspect);
        });
    out.sorted(children, StateWriter::texts);
  }

  void restore(StateReader in) throws StateException {
    in.into(byChild, from -> new Minting(from.text(), from.text(), from.signed(), from.flag()));
    in.into(children, StateReader::texts);
  }
}
