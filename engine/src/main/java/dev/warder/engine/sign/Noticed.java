package dev.warder.engine.sign;

import dev.warder.engine.profile.Earliest;
import dev.warder.engine.profile.RestoredStrands;
import dev.warder.engine.profile.Sighting;
import dev.warder.engine.profile.Strand;
import dev.warder.engine.profile.StrandNumbers;
import dev.warder.engine.profile.StrandOrder;
import dev.warder.engine.state.SavedNouns;
import dev.warder.engine.state.StateException;
import dev.warder.engine.state.StateReader;
import dev.warder.engine.state.StateWriter;
import dev.warder.model.Source;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// What the calls of one partition since the last epoch tell only together with those of others:
/// [SharedSigns] looks at it when the epoch closes. Confined to the partition's thread.
///
/// Bounds of one epoch the first [#MAX] newcomers and sessions, and the first [RuleNoise#MAX_KEYS]
/// keys by rule
public final class Noticed {
  private static final int MAX = 65_536;

  private final ConsoleAddresses consoles = new ConsoleAddresses();
  private final Earliest<Strand> newcomers = new Earliest<>(StrandOrder.BY_BIRTH, MAX);
  private final Earliest<Outside> outside = new Earliest<>(Outside.ORDER, MAX);
  private final Map<String, SortedSet<String>> keysByRule = new TreeMap<>();

  /// A machine's session that was never seen in its cloud, where a person may sit.
  ///
  /// @param call that it made there
  /// @param birth where it was seen first
  record Outside(Strand strand, Sighting call, Source birth) {
    private static final Comparator<Outside> ORDER =
        Comparator.comparing(Outside::call, Sighting.BY_TIME)
            .thenComparing(Outside::strand, StrandOrder.BY_NAME)
            .thenComparing(outside -> outside.call.credentialUid());

    private void save(StateWriter out, StrandNumbers numbers) {
      numbers.write(out, strand);
      call.save(out);
      SavedNouns.write(out, birth);
    }

    private static Outside restore(StateReader in, RestoredStrands all) throws StateException {
      return new Outside(all.read(in), Sighting.restore(in), SavedNouns.source(in));
    }
  }

  /// Notes the use of a console.
  void console(String address, long timeMicros) {
    consoles.note(address, timeMicros);
  }

  /// Notes a consumer that came with a source and a client new to its key.
  void newcomer(Strand strand) {
    newcomers.add(strand);
  }

  /// Notes a session that may be a person's.
  void outside(Outside session) {
    outside.add(session);
  }

  /// Notes that a key set a rule from outside off.
  void setOff(String rule, String key) {
    SortedSet<String> keys = keysByRule.computeIfAbsent(rule, absent -> new TreeSet<>());
    keys.add(key);
    if (keys.size() > RuleNoise.MAX_KEYS) {
      keys.removeLast();
    }
  }

  /// Adds what was noticed in another partition.
  public void add(Noticed other) {
    consoles.add(other.consoles);
    newcomers.copy(other.newcomers);
    outside.copy(other.outside);
    other.keysByRule.forEach((rule, keys) -> keys.forEach(key -> setOff(rule, key)));
  }

  public void clear() {
    consoles.clear();
    newcomers.clear();
    outside.clear();
    keysByRule.clear();
  }

  ConsoleAddresses consoles() {
    return consoles;
  }

  /// Newcomers in the order in which they came.
  List<Strand> newcomers() {
    return newcomers.sorted();
  }

  /// Sessions in the order of their calls.
  List<Outside> outside() {
    return outside.sorted();
  }

  Map<String, SortedSet<String>> keysByRule() {
    return keysByRule;
  }

  public void save(StateWriter out, StrandNumbers numbers) {
    consoles.settle();
    consoles.save(out);
    out.list(newcomers(), (to, strand) -> numbers.write(to, strand));
    out.list(outside(), (to, session) -> session.save(to, numbers));
    out.sorted(keysByRule, StateWriter::sorted);
  }

  public void restore(StateReader in, RestoredStrands all) throws StateException {
    consoles.restore(in);
    in.each(from -> newcomers.add(all.read(from)));
    in.each(from -> outside.add(Outside.restore(from, all)));
    in.into(keysByRule, from -> new TreeSet<>(from.texts()));
  }
}
