package dev.warder.engine.profile;

import java.util.Comparator;

/// Orders of consumers that do not depend on the order in which they were seen.
public final class StrandOrder {
  /// By profile, source and client; two consumers that share all of them are in one partition.
  public static final Comparator<Strand> BY_NAME =
      Comparator.comparing((Strand strand) -> strand.profile().uid())
          .thenComparing(Strand::source)
          .thenComparing(Strand::client);

  /// By the call that opened them.
  public static final Comparator<Strand> BY_BIRTH =
      Comparator.comparing(Strand::birth, Sighting.BY_TIME).thenComparing(BY_NAME);

  private StrandOrder() {}
}
