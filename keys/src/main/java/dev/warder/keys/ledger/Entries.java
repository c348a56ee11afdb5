package dev.warder.keys.ledger;

import dev.warder.keys.json.BrokenBody;
import dev.warder.keys.state.Change;
import dev.warder.keys.state.ChangeCodec;
import dev.warder.keys.state.Document;
import dev.warder.keys.state.Grants;
import dev.warder.keys.state.KeyState;
import dev.warder.keys.state.Pick;
import dev.warder.store.journal.Entry;
import dev.warder.store.journal.EntryKind;
import dev.warder.store.journal.Facts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// How changes stand in the journal.
///
/// Guarantees what is personal of a tenant stands in the part that is sealed with the tenant's key.
/// A change of no tenant (scope sets, mass invalidations, peppers), and that a tenant is forgotten,
/// stands in the clear
final class Entries {
  private static final String OPERATION = "keys.";

  private Entries() {}

  /// A change as changes of one tenant each, in the order of their keys: what is cut off at the end
  /// never leaves a gap.
  static List<Change> ofOneTenant(Change change) {
    List<KeyState> keys = change.keys();
    if (keys.stream().map(key -> key.facts().tenant()).distinct().count() <= 1) {
      return List.of(change);
    }
    if (change.document() != null) {
      throw new IllegalArgumentException("keys of several tenants, and something else");
    }
    List<Change> parts = new ArrayList<>();
    int from = 0;
    for (int i = 1; i <= keys.size(); i++) {
      if (i == keys.size() || !tenant(keys.get(i)).equals(tenant(keys.get(from)))) {
        parts.add(
            new Change(
                change.kind(),
                change.actor(),
                change.timeMicros(),
                change.note(),
                keys.subList(from, i),
                null));
        from = i;
      }
    }
    return parts;
  }

  static Entry of(Change change) {
    KeyState key = change.keys().isEmpty() ? null : change.keys().getFirst();
    String tenant = tenant(change);
    String id = key == null ? "" : key.id();
    String operation = OPERATION + change.kind().name().toLowerCase(Locale.ROOT);
    if (tenant.isEmpty() || change.kind() == Change.Kind.FORGET) {
      return new Entry(
          EntryKind.AUDIT,
          change.timeMicros(),
          tenant,
          id,
          operation,
          "",
          ChangeCodec.write(change));
    }
    ChangeCodec.Parts parts = ChangeCodec.parts(change);
    return new Entry(
        EntryKind.AUDIT,
        change.timeMicros(),
        tenant,
        id,
        operation,
        "",
        new Facts(List.of(), parts.facts()),
        new Facts(List.of(), parts.personal()));
  }

  /// Whether an entry is a change of keys.
  static boolean isChange(Entry entry) {
    return entry.kind() == EntryKind.AUDIT && entry.operation().startsWith(OPERATION);
  }

  static Change read(Entry entry, Grants grants, Pick.Compiler picks) throws BrokenBody {
    return ChangeCodec.read(entry.body(), entry.personal().bytes(), grants, picks);
  }

  private static String tenant(Change change) {
    if (!change.keys().isEmpty()) {
      return tenant(change.keys().getFirst());
    }
    return switch (change.document()) {
      case Document.Wish wish -> wish.approval().tenant();
      case Document.Forgotten forgotten -> forgotten.tenant();
      case null -> "";
      case Document.ScopeSet _, Document.Pepper _, Document.Format _, Document.Invalidated _ -> "";
    };
  }

  private static String tenant(KeyState key) {
    return key.facts().tenant();
  }
}
