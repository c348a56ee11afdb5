package dev.warder.keys.ledger;

import dev.warder.keys.Approval;
import dev.warder.keys.foreign.ForeignFormat;
import dev.warder.keys.state.Document;
import dev.warder.keys.state.DocumentCodec;
import dev.warder.keys.state.Rule;

/// How things that are no keys stand in rows.
final class DocumentRow {
  static final String WISHES = "wish";
  static final String SCOPE_SETS = "scope-set";
  static final String INVALIDATIONS = "invalidation";

  static final String PEPPERS = "pepper";
  static final String FORGOTTEN = "forgotten";
  static final String FORMATS = "format";

  private DocumentRow() {}

  /// @param version any number that grows with each change: the journal's position
  static dev.warder.store.sql.Document of(Document document, long version) {
    return new dev.warder.store.sql.Document(
        kind(document), id(document), Math.max(1, version), DocumentCodec.write(document));
  }

  static String name(Document document) {
    return kind(document) + " " + id(document);
  }

  private static String kind(Document document) {
    return switch (document) {
      case Document.Wish _ -> WISHES;
      case Document.ScopeSet _ -> SCOPE_SETS;
      case Document.Pepper _ -> PEPPERS;
      case Document.Forgotten _ -> FORGOTTEN;
      case Document.Format _ -> FORMATS;
      case Document.Invalidated _ -> INVALIDATIONS;
    };
  }

  private static String id(Document document) {
    return switch (document) {
      case Document.Wish(Approval approval) -> approval.id();
      case Document.ScopeSet set -> set.name();
      case Document.Pepper pepper -> "%09d".formatted(pepper.version());
      case Document.Forgotten forgotten -> forgotten.tenant();
      case Document.Format(ForeignFormat format, String _) -> format.name();
      case Document.Invalidated(Rule rule) -> "%09d".formatted(rule.number());
    };
  }
}
