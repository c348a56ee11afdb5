package dev.warder.keys.ledger;

import static java.util.Objects.requireNonNull;

import dev.warder.keys.Approval;
import dev.warder.keys.ForeignPeppers;
import dev.warder.keys.KeysException;
import dev.warder.keys.hash.Peppers;
import dev.warder.keys.json.BrokenBody;
import dev.warder.keys.registry.ForeignSystem;
import dev.warder.keys.registry.Registry;
import dev.warder.keys.registry.Rulebook;
import dev.warder.keys.state.Change;
import dev.warder.keys.state.Document;
import dev.warder.keys.state.DocumentCodec;
import dev.warder.keys.state.GrantBook;
import dev.warder.keys.state.KeyCodec;
import dev.warder.keys.state.KeyState;
import dev.warder.keys.state.Pick;
import dev.warder.keys.state.Rule;
import dev.warder.model.ErrorCode;
import dev.warder.policy.GrantText;
import dev.warder.policy.Standing;
import dev.warder.store.journal.Entry;
import dev.warder.store.journal.EntryKind;
import dev.warder.store.journal.Journal;
import dev.warder.store.journal.JournalException;
import dev.warder.store.journal.activity.ActivityCodec;
import dev.warder.store.sql.KeyRow;
import dev.warder.store.sql.Store;
import dev.warder.store.sql.StoreException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Brings everything into effect that was acknowledged before the start: rows first, then what the
/// journal has beyond them.
///
/// Guarantees the same state whatever the rows held, as long as they are no newer than the journal;
/// reading a change twice changes nothing
///
/// Errors what does not read back stops the start and says where; nothing is skipped
public final class Recovery {
  /// Of how many of the last entries the time is looked at: what is older was followed by so many
  /// verdicts.
  private static final long LATEST = 4_096;

  private final Journal journal;
  private final Journal calls;
  private final Store store;
  private final GrantBook grants;
  private final Pick.Compiler picks;
  private final List<@Nullable KeyState> keys = new ArrayList<>();
  private final Map<String, Approval> approvals = new LinkedHashMap<>();
  private final Map<String, Document.ScopeSet> scopeSets = new TreeMap<>();
  private final Map<Integer, String> fingerprints = new TreeMap<>();
  private final Map<String, Document.Forgotten> forgotten = new TreeMap<>();

  /// Tenants of which something personal cannot be read any more.
  private final Set<String> unreadable = new TreeSet<>();

  private final Map<String, Document.Format> formats = new LinkedHashMap<>();
  private final Map<String, KeyState> beyond = new LinkedHashMap<>();
  private final List<Document> documentsBeyond = new ArrayList<>();
  private Rulebook rules = Rulebook.EMPTY;
  private long readUpTo;
  private long reachedMicros = Long.MIN_VALUE;
  private @Nullable String broken;

  /// @param journal holds the changes
  /// @param calls holds verdicts, which tell how far time has come
  public Recovery(
      Journal journal, Journal calls, Store store, GrantBook grants, Pick.Compiler picks) {
    this.journal = requireNonNull(journal, "journal is null");
    this.calls = requireNonNull(calls, "calls is null");
    this.store = requireNonNull(store, "store is null");
    this.grants = requireNonNull(grants, "grants is null");
    this.picks = requireNonNull(picks, "picks is null");
  }

  /// Reads everything.
  ///
  /// @return how far of the journal was in rows
  public long read() throws KeysException {
    try {
      long position = store.position();
      if (position > journal.forced()) {
        throw new KeysException(
            ErrorCode.JOURNAL_DAMAGED,
            "the rows know of entry "
                + position
                + " of the journal, which ends with entry "
                + journal.forced()
                + ": a part of the journal is missing. Restore it, or, to go on"
                + " with what is there, empty the store");
      }
      readDocuments();
      readRows();
      replay(position);
      forget();
      prune();
      reach(journal);
      reach(calls);
      return position;
    } catch (StoreException e) {
      throw new KeysException(e.code(), "rows cannot be read: " + e.getMessage(), e);
    } catch (JournalException e) {
      throw new KeysException(e.code(), "the journal cannot be read: " + e.getMessage(), e);
    }
  }

  /// Whether there is no key yet.
  public boolean isEmpty() {
    return keys.isEmpty();
  }

  /// Fills a registry with what was read.
  ///
  /// @param registry an empty one
  /// @param peppers those that hashes must be under
  /// @param foreignPeppers those that other systems hashed under
  public void publish(Registry registry, Peppers peppers, ForeignPeppers foreignPeppers)
      throws KeysException {
    requireSame(peppers);
    registry.publishSystems(systems(foreignPeppers));
    registry.reach(reachedMicros);
    for (int i = 0; i < keys.size(); i++) {
      registry.publish(checked(i, peppers));
    }
    registry.lineage().rebuild();
    registry.publishApprovals(approvals);
    registry.publishScopeSets(Map.copyOf(scopeSets));
    registry.publishFingerprints(Map.copyOf(fingerprints));
    registry.publishForgotten(Map.copyOf(forgotten));
    registry.publish(rules);
    try {
      store.documents().load(UseRows.USES, row -> used(registry, row));
    } catch (StoreException e) {
      throw new KeysException(e.code(), "rows cannot be read: " + e.getMessage(), e);
    }
  }

  private List<ForeignSystem> systems(ForeignPeppers foreignPeppers) throws KeysException {
    List<ForeignSystem> systems = new ArrayList<>();
    for (Document.Format format : formats.values()) {
      systems.add(ForeignSystems.same(format, foreignPeppers));
    }
    return systems;
  }

  private void requireSame(Peppers peppers) throws KeysException {
    for (Map.Entry<Integer, String> known : fingerprints.entrySet()) {
      int version = known.getKey();
      if (peppers.has(version) && !peppers.fingerprint(version).equals(known.getValue())) {
        throw new KeysException(
            ErrorCode.CONTENT_INVALID,
            "pepper "
                + version
                + " is another than the one that keys were hashed with; give the pepper file that"
                + " belongs to these data");
      }
    }
  }

  /// Keys that the journal changed beyond what was in rows.
  public List<KeyState> beyondRows() {
    return List.copyOf(beyond.values());
  }

  /// Other things that it changed beyond that.
  public List<Document> documentsBeyondRows() {
    return documentsBeyond;
  }

  /// The number of the last entry that was read.
  public long readUpTo() {
    return readUpTo;
  }

  private void readDocuments() throws StoreException, KeysException {
    List<Document> found = new ArrayList<>();
    for (String kind :
        List.of(
            DocumentRow.SCOPE_SETS,
            DocumentRow.WISHES,
            DocumentRow.PEPPERS,
            DocumentRow.FORGOTTEN,
            DocumentRow.FORMATS,
            DocumentRow.INVALIDATIONS)) {
      store
          .documents()
          .load(
              kind,
              row -> {
                try {
                  found.add(DocumentCodec.read(row.body(), picks));
                } catch (BrokenBody e) {
                  broken = kind + " " + row.id() + ": " + e.getMessage();
                }
              });
    }
    failIfBroken("a row does not read back");
    found.sort(Comparator.comparingLong(Recovery::order));
    for (Document document : found) {
      take(document);
    }
    useScopeSets();
  }

  private static long order(Document document) {
    return switch (document) {
      case Document.Invalidated(Rule rule) -> rule.number();
      case Document.Wish(Approval approval) -> approval.askedMicros();
      case Document.ScopeSet _, Document.Pepper _, Document.Forgotten _, Document.Format _ -> 0;
    };
  }

  private void readRows() throws StoreException, KeysException {
    store.keys().load(this::read);
    failIfBroken("a row does not read back");
  }

  private void read(KeyRow row) {
    if (broken == null) {
      try {
        take(KeyCodec.read(row.body(), grants));
      } catch (BrokenBody e) {
        broken = "key " + row.id() + ": " + e.getMessage();
      }
    }
  }

  private void replay(long position) throws JournalException, KeysException {
    Map<String, Document.ScopeSet> before = new TreeMap<>(scopeSets);
    readUpTo = position;
    journal.read(position + 1, this::replay);
    failIfBroken("the journal does not read back");
    if (!before.equals(scopeSets)) {
      compileAnew();
    }
  }

  /// Forgets wishes where there are many, as before the start.
  private void prune() {
    long now = reachedMicros;
    for (Approval approval : approvals.values()) {
      now = Math.max(now, approval.askedMicros());
    }
    KeptWishes.prune(approvals, now);
  }

  private boolean replay(long number, Entry entry) {
    readUpTo = number;
    if (!Entries.isChange(entry)) {
      return true;
    }
    if (entry.privacy() == Entry.Privacy.DESTROYED) {
      unreadable.add(entry.tenant());
    }
    try {
      Change change = Entries.read(entry, grants, picks);
      reachedMicros = Math.max(reachedMicros, change.timeMicros());
      for (KeyState key : change.keys()) {
        take(key);
        beyond.put(key.id(), key);
      }
      if (change.document() != null) {
        take(change.document());
        documentsBeyond.add(change.document());
        if (change.document() instanceof Document.ScopeSet) {
          grants.use(scopeSets);
        }
      }
      return true;
    } catch (BrokenBody e) {
      broken = "entry " + number + ": " + e.getMessage();
      return false;
    }
  }

  /// Takes what is personal of forgotten tenants out of their keys and wishes. Where the journal
  /// does not hold it any more it is gone already.
  private void forget() throws KeysException {
    unreadable.removeAll(forgotten.keySet());
    if (!unreadable.isEmpty()) {
      throw new KeysException(
          ErrorCode.JOURNAL_DAMAGED,
          "what is personal of the tenant '"
              + unreadable.iterator().next()
              + "' cannot be read, and nobody had it forgotten: the file 'tenant-keys' of the"
              + " journal is not the one that belongs to it; put a copy of it back");
    }
    for (int i = 0; i < keys.size() && !forgotten.isEmpty(); i++) {
      KeyState key = keys.get(i);
      Document.Forgotten tenant = key == null ? null : forgotten.get(key.facts().tenant());
      if (key != null && tenant != null) {
        KeyState left = key.forgotten(tenant.rules());
        keys.set(i, left);
        if (left.rowVersion() > key.rowVersion() || beyond.containsKey(left.id())) {
          beyond.put(left.id(), left);
        }
      }
    }
    for (Approval approval : List.copyOf(approvals.values())) {
      Document.Forgotten tenant = forgotten.get(approval.tenant());
      Approval left = tenant == null ? approval : approval.forgotten(tenant.by());
      if (!left.equals(approval)) {
        approvals.put(left.id(), left);
        documentsBeyond.add(new Document.Wish(left));
      }
    }
  }

  private void reach(Journal from) throws JournalException {
    from.read(Math.max(1, from.forced() - LATEST + 1), this::reach);
  }

  /// Verdicts, also those of calls at the gate, and changes are the entries whose times are of this
  /// machine's own clock.
  private boolean reach(long number, Entry entry) {
    boolean isVerdict =
        entry.kind() == EntryKind.VERDICT
            || !ActivityCodec.own(entry, ActivityCodec.VERDICT_CODE).isEmpty();
    if (entry.kind() == EntryKind.AUDIT || isVerdict) {
      reachedMicros = Math.max(reachedMicros, entry.timeMicros());
    }
    return true;
  }

  private void take(KeyState key) {
    while (keys.size() <= key.serial()) {
      keys.add(null);
    }
    KeyState known = keys.get(key.serial());
    if (known == null || known.rowVersion() < key.rowVersion()) {
      keys.set(key.serial(), key);
    }
  }

  private void take(Document document) {
    switch (document) {
      case Document.Wish(Approval approval) -> approvals.put(approval.id(), approval);
      case Document.ScopeSet set -> scopeSets.put(set.name(), set);
      case Document.Forgotten tenant -> forgotten.put(tenant.tenant(), tenant);
      case Document.Pepper pepper -> fingerprints.put(pepper.version(), pepper.fingerprint());
      case Document.Format format -> formats.put(format.format().name(), format);
      case Document.Invalidated(Rule rule) -> {
        if (rule.number() > rules.size() + 1) {
          broken = "mass invalidation " + (rules.size() + 1) + " is missing";
        } else {
          rules = rules.with(rule);
        }
      }
    }
  }

  private void useScopeSets() throws KeysException {
    try {
      grants.use(scopeSets);
    } catch (BrokenBody e) {
      broken = e.getMessage();
    }
    failIfBroken("a row does not read back");
  }

  private void compileAnew() throws KeysException {
    for (int i = 0; i < keys.size(); i++) {
      KeyState key = keys.get(i);
      if (key != null) {
        try {
          GrantText text = GrantText.of(key.facts().grant());
          keys.set(i, key.compiled(key.facts().with(grants.compile(text))));
        } catch (BrokenBody e) {
          broken = "key " + key.id() + ": " + e.getMessage();
        }
      }
    }
    failIfBroken("a grant does not compile");
  }

  /// A key that can be held against its hash, or needs not, because it was revoked.
  private KeyState checked(int serial, Peppers peppers) throws KeysException {
    KeyState key = keys.get(serial);
    if (key == null) {
      throw new KeysException(
          ErrorCode.JOURNAL_DAMAGED,
          "key number "
              + serial
              + " is in no row, and not in the journal beyond the rows; empty the"
              + " store to build it anew from the journal");
    }
    if (key.facts().standing() != Standing.REVOKED && !peppers.has(key.hash().pepper())) {
      throw new KeysException(
          ErrorCode.CONTENT_INVALID,
          "key "
              + key.id()
              + " is hashed with pepper "
              + key.hash().pepper()
              + ", which is not among the peppers given; restore the pepper file");
    }
    return key;
  }

  private static void used(Registry registry, dev.warder.store.sql.Document row) {
    KeyState key = registry.find(row.id());
    if (key != null) {
      registry.uses().note(key.serial(), UseRows.micros(row.body()), "");
    }
  }

  private void failIfBroken(String what) throws KeysException {
    if (broken != null) {
      throw new KeysException(ErrorCode.JOURNAL_DAMAGED, what + ": " + broken);
    }
  }
}
