package dev.warder.engine.population;

import dev.warder.engine.profile.Circles;
import dev.warder.engine.profile.Observation;
import dev.warder.engine.profile.Strand;
import dev.warder.engine.state.StateException;
import dev.warder.engine.state.StateReader;
import dev.warder.engine.state.StateWriter;

/// Who a consumer is beside those its key is known from, as far as a log can tell.
///
/// @param kind the stratum in which its days are counted and compared
/// @param source how new the place is
/// @param client how new the software is
record Who(Kind kind, SourceStep source, ClientStep client) {

  /// Strata of consumers, by what is new about them.
  enum Kind {
    /// The key is too young for anything to be new to it.
    FOUNDING(0, "a key in its first days"),
    /// One the key is known from.
    OWN(1, "an unusual day of a consumer this key has long been known from"),
    /// Nothing new but an address or a version.
    NEAR(2, "a known consumer on another address or version"),
    NEW_SOURCE(3, "the owner's own software somewhere else"),
    NEW_CLIENT(4, "the owner with other software on a known network"),
    NEW_BOTH(5, "the owner somewhere else with other software");

    static final int COUNT = values().length;

    /// Where the kind is counted; never changes.
    final int index;

    final String innocent;

    Kind(int index, String innocent) {
      this.index = index;
      this.innocent = innocent;
    }
  }

  static Who of(Observation seen, Circles circles) {
    Strand strand = seen.strand();
    boolean founding = strand.isFounding() && !strand.isGrownUp();
    if (strand.isTrusted() && !founding) {
      return new Who(Kind.OWN, SourceStep.KNOWN, ClientStep.KNOWN);
    }
    if (founding) {
      return new Who(
          Kind.FOUNDING,
          SourceStep.ofYoungKey(seen.activity(), circles),
          ClientStep.ofYoungKey(seen.activity(), circles));
    }
    SourceStep source = SourceStep.of(seen.activity(), strand.profile(), circles);
    ClientStep client = ClientStep.of(seen.activity(), strand.profile(), circles);
    if (source.isNew()) {
      return new Who(client.isNew() ? Kind.NEW_BOTH : Kind.NEW_SOURCE, source, client);
    }
    return new Who(client.isNew() ? Kind.NEW_CLIENT : Kind.NEAR, source, client);
  }

  void save(StateWriter out) {
    out.name(kind);
    out.name(source);
    out.name(client);
  }

  static Who restore(StateReader in) throws StateException {
    return new Who(in.name(Kind.class), in.name(SourceStep.class), in.name(ClientStep.class));
  }
}
