package dev.warder.engine.profile;

import dev.warder.engine.state.SavedNouns;
import dev.warder.engine.state.StateException;
import dev.warder.engine.state.StateReader;
import dev.warder.engine.state.StateWriter;
import dev.warder.model.Activity;
import dev.warder.model.Source;
import dev.warder.model.inventory.SourceSummary;
import dev.warder.model.inventory.StrandSummary.Standing;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// All canonical sources over all keys. Confined to the engine's thread.
///
/// Bounds at most [#MAX_SOURCES] sources; further ones are not listed
public final class Sources {
  private static final int MAX_SOURCES = 100_000;

  private final Map<String, Tally> byCanonical = new HashMap<>();

  /// Counts one call.
  public void count(Activity activity) {
    Source source = activity.source();
    Tally tally = byCanonical.get(source.canonical());
    if (tally == null) {
      if (byCanonical.size() >= MAX_SOURCES) {
        return;
      }
      tally = new Tally(source);
      byCanonical.put(source.canonical(), tally);
    }
    tally.calls++;
  }

  /// All sources, most calls first.
  ///
  /// @param credentials the keys that were used, with their consumers
  public List<SourceSummary> summaries(Collection<CredentialState> credentials) {
    for (CredentialState credential : credentials) {
      credential.consumers().forEach(consumer -> note(credential, consumer));
    }
    List<SourceSummary> summaries = new ArrayList<>(byCanonical.size());
    byCanonical.values().forEach(tally -> summaries.add(tally.summary()));
    summaries.sort(
        Comparator.comparingLong(SourceSummary::calls)
            .reversed()
            .thenComparing(SourceSummary::source));
    return summaries;
  }

  private void note(CredentialState credential, StrandFigures consumer) {
    Tally tally = byCanonical.get(consumer.source().canonical());
    if (tally != null) {
      tally.note(credential, consumer);
    }
  }

  private static final class Tally {
    private final Source source;
    private Set<String> credentials = Set.of();
    private Set<String> tenants = Set.of();
    private long calls;
    private boolean suspect;

    Tally(Source source) {
      this.source = source;
    }

    void note(CredentialState credential, StrandFigures consumer) {
      if (credentials.isEmpty()) {
        credentials = new HashSet<>();
        tenants = new HashSet<>();
      }
      credentials.add(credential.uid());
      if (!credential.tenant().isEmpty()) {
        tenants.add(credential.tenant());
      }
      suspect |= consumer.standing() == Standing.SUSPECT;
    }

    SourceSummary summary() {
      return new SourceSummary(
          source.canonical(),
          source.organization(),
          source.country(),
          source.sourceClass(),
          calls,
          credentials.size(),
          tenants.size(),
          suspect);
    }
  }

  public void save(StateWriter out) {
    out.sorted(
        byCanonical,
        (to, tally) -> {
          SavedNouns.write(to, tally.source);
          to.number(tally.calls);
        });
  }

  public void restore(StateReader in) throws StateException {
    in.into(
        byCanonical,
        from -> {
          Tally tally = new Tally(SavedNouns.source(from));
          tally.calls = from.number();
          return tally;
        });
  }
}
