package dev.warder.engine.profile;

import dev.warder.model.Activity;
import dev.warder.model.Source;
import dev.warder.model.inventory.SourceSummary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// All canonical sources over all keys. Confined to the engine's thread.
///
/// Bounds at most [#MAX_SOURCES] sources; further ones are not listed. Keys and tenants are counted
/// up to [#MAX_DISTINCT] each
public final class Sources {
  private static final int MAX_SOURCES = 100_000;
  private static final int MAX_DISTINCT = 10_000;

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

  /// Notes that a key uses a source it did not use before.
  public void noteKey(Activity activity) {
    Tally tally = byCanonical.get(activity.source().canonical());
    if (tally != null) {
      note(tally.credentials, activity.caller().credentialUid());
      note(tally.tenants, activity.tenant());
    }
  }

  private static void note(Set<String> seen, String value) {
    if (!value.isEmpty() && seen.size() < MAX_DISTINCT) {
      seen.add(value);
    }
  }

  /// All sources, most calls first.
  ///
  /// @param suspects canonical sources of suspect strands
  public List<SourceSummary> summaries(Set<String> suspects) {
    List<SourceSummary> summaries = new ArrayList<>(byCanonical.size());
    byCanonical.forEach(
        (canonical, tally) -> summaries.add(tally.summary(suspects.contains(canonical))));
    summaries.sort(
        Comparator.comparingLong(SourceSummary::calls)
            .reversed()
            .thenComparing(SourceSummary::source));
    return summaries;
  }

  private static final class Tally {
    private final Source source;
    private final Set<String> credentials = new HashSet<>(2);
    private final Set<String> tenants = new HashSet<>(2);
    private long calls;

    Tally(Source source) {
      this.source = source;
    }

    SourceSummary summary(boolean suspect) {
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
}
