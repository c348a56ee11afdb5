package dev.warder.keys.ledger;

import dev.warder.keys.Approval;
import dev.warder.keys.KeysException;
import dev.warder.keys.registry.Registry;
import dev.warder.keys.registry.Rulebook;
import dev.warder.keys.state.BrokenBody;
import dev.warder.keys.state.Change;
import dev.warder.keys.state.ChangeCodec;
import dev.warder.keys.state.Document;
import dev.warder.keys.state.GrantBook;
import dev.warder.keys.state.KeyState;
import dev.warder.model.ErrorCode;
import dev.warder.policy.Grant;
import dev.warder.policy.GrantText;
import dev.warder.store.journal.Entry;
import dev.warder.store.journal.EntryKind;
import dev.warder.store.journal.Journal;
import dev.warder.store.journal.JournalException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The state as the changes written so far leave it, most of which nobody sees yet. Confined to the
/// ledger's thread.
///
///     in effect (registry) <-- publish -- draft <-- write -- command
///                                           \-- append --> journal
public final class Draft {
  private static final String OPERATION = "keys.";

  private final Journal journal;
  private final Registry registry;
  private final GrantBook grants;
  private final Map<String, KeyState> keys = new LinkedHashMap<>();
  private final List<Document> documents = new ArrayList<>();
  private final Map<String, Approval> approvals;
  private final Map<String, Document.ScopeSet> scopeSets;
  private Rulebook rules;
  private int size;
  private long last;

  Draft(Journal journal, Registry registry, GrantBook grants) {
    this.journal = journal;
    this.registry = registry;
    this.grants = grants;
    approvals = new LinkedHashMap<>(registry.approvals());
    scopeSets = new LinkedHashMap<>(registry.scopeSets());
    rules = registry.rules();
    size = registry.keys().size();
  }

  /// The key of an id, with what mass invalidations made of it; null if there is none.
  public @Nullable KeyState find(String id) {
    KeyState key = keys.get(id);
    if (key == null) {
      key = registry.find(id);
    }
    return key == null ? null : rules.settle(key);
  }

  /// How many keys there are: the serial of the next.
  public int size() {
    return size;
  }

  /// The key that came in at a turn.
  public KeyState at(int serial) {
    KeyState published =
        serial < registry.keys().size() ? registry.keys().at(serial).value() : null;
    KeyState key = published == null ? null : find(published.id());
    if (key == null) {
      for (KeyState pending : keys.values()) {
        if (pending.serial() == serial) {
          return rules.settle(pending);
        }
      }
      throw new IndexOutOfBoundsException(serial);
    }
    return key;
  }

  public Rulebook rules() {
    return rules;
  }

  public @Nullable Approval approval(String id) {
    return approvals.get(id);
  }

  public Document.@Nullable ScopeSet scopeSet(String name) {
    return scopeSets.get(name);
  }

  public GrantBook grants() {
    return grants;
  }

  /// Writes a change down and lets later commands see it.
  ///
  /// @throws KeysException if the journal does not take it; nothing was changed
  public void write(Change change) throws KeysException {
    try {
      last = journal.append(entry(change));
    } catch (JournalException e) {
      throw new KeysException(
          e.code(), "the change was not made, the journal does not take it: " + e.getMessage(), e);
    }
    for (KeyState key : change.keys()) {
      keys.put(key.id(), key);
      size = Math.max(size, key.serial() + 1);
    }
    if (change.document() != null) {
      take(change.document());
    }
  }

  private static Entry entry(Change change) {
    KeyState key = change.keys().isEmpty() ? null : change.keys().getFirst();
    return new Entry(
        EntryKind.AUDIT,
        change.timeMicros(),
        key == null ? "" : key.facts().tenant(),
        key == null ? "" : key.id(),
        OPERATION + change.kind().name().toLowerCase(java.util.Locale.ROOT),
        "",
        ChangeCodec.write(change));
  }

  private void take(Document document) {
    documents.add(document);
    switch (document) {
      case Document.Wish(Approval approval) -> approvals.put(approval.id(), approval);
      case Document.Invalidated(var rule) -> rules = rules.with(rule);
      case Document.ScopeSet set -> {
        scopeSets.put(set.name(), set);
        recompile(set.name());
      }
    }
  }

  /// Lets every key that names a set open what it opens now.
  private void recompile(String name) {
    String entry = "@" + name;
    IdentityHashMap<Grant, Grant> anew = new IdentityHashMap<>();
    try {
      grants.use(scopeSets);
      for (int i = 0; i < size; i++) {
        KeyState key = at(i);
        Grant grant = key.facts().grant();
        if (grant.scope().entries().contains(entry) || grant.exempt().entries().contains(entry)) {
          Grant now = anew.get(grant);
          if (now == null) {
            now = grants.compile(GrantText.of(grant));
            anew.put(grant, now);
          }
          keys.put(key.id(), key.compiled(key.facts().with(now)));
        }
      }
    } catch (BrokenBody e) {
      throw new IllegalStateException("a scope set was not checked before it was written", e);
    }
  }

  /// The number of the last entry that was written since [#publish], 0 if none was.
  long last() {
    return last;
  }

  /// Puts everything written into effect, and hands it on to be put into rows.
  void publish(Projection projection) {
    if (last == 0) {
      return;
    }
    List<KeyState> changed = List.copyOf(keys.values());
    changed.forEach(registry::publish);
    for (Document document : documents) {
      switch (document) {
        case Document.Wish _ -> registry.publishApprovals(new LinkedHashMap<>(approvals));
        case Document.ScopeSet _ -> registry.publishScopeSets(Map.copyOf(scopeSets));
        case Document.Invalidated _ -> registry.publish(rules);
      }
    }
    projection.take(changed, List.copyOf(documents), last);
    keys.clear();
    documents.clear();
    last = 0;
  }

  /// Forgets wishes that nobody will ask for any more.
  void forget(List<String> approvalIds) {
    if (!approvalIds.isEmpty()) {
      approvalIds.forEach(approvals::remove);
      registry.publishApprovals(new LinkedHashMap<>(approvals));
    }
  }

  static KeysException stopped(Throwable cause) {
    return new KeysException(
        ErrorCode.STOPPED,
        "nobody knows whether the change is on disk; no more changes are taken until Warder is"
            + " started anew",
        cause);
  }
}
