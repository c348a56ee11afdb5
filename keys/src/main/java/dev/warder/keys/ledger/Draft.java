package dev.warder.keys.ledger;

import static java.util.Objects.requireNonNull;

import dev.warder.keys.Actor;
import dev.warder.keys.Approval;
import dev.warder.keys.KeysException;
import dev.warder.keys.foreign.ForeignFormat;
import dev.warder.keys.hash.KeyHash;
import dev.warder.keys.hash.Peppers;
import dev.warder.keys.json.BrokenBody;
import dev.warder.keys.registry.ForeignSystem;
import dev.warder.keys.registry.Registry;
import dev.warder.keys.registry.Rulebook;
import dev.warder.keys.state.Change;
import dev.warder.keys.state.Document;
import dev.warder.keys.state.GrantBook;
import dev.warder.keys.state.KeyState;
import dev.warder.model.ErrorCode;
import dev.warder.policy.Grant;
import dev.warder.policy.GrantText;
import dev.warder.policy.Standing;
import dev.warder.store.journal.Journal;
import dev.warder.store.journal.JournalException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The state as the changes written so far leave it, most of which nobody sees yet. Confined to the
/// ledger's thread.
///
///     in effect (registry) <-- publish -- draft <-- write -- command
///                                           \-- append --> journal
public final class Draft {
  /// Wishes that are open.
  private static final int MOST_OPEN = KeptWishes.MOST;

  /// Wishes of one person that are open.
  private static final int MOST_OF_ONE = 100;

  private final Journal journal;
  private final Registry registry;
  private final GrantBook grants;
  private final Peppers peppers;
  private final Map<String, KeyState> keys = new LinkedHashMap<>();
  private final List<Document> documents = new ArrayList<>();
  private final List<Written> written = new ArrayList<>();
  private final Map<String, Approval> approvals;
  private final Map<String, Document.ScopeSet> scopeSets;
  private final Map<Integer, String> fingerprints;
  private final Map<String, Document.Forgotten> forgotten;
  private final Map<String, ForeignSystem> systems = new LinkedHashMap<>();
  private final Map<String, ForeignSystem> offered = new LinkedHashMap<>();
  private final Map<KeyHash, KeyState> traces = new HashMap<>();
  private Wishes wishes;
  private Rulebook rules;
  private int size;

  Draft(Journal journal, Registry registry, GrantBook grants, Peppers peppers) {
    this.journal = journal;
    this.registry = registry;
    this.grants = grants;
    this.peppers = peppers;
    fingerprints = new TreeMap<>(registry.fingerprints());
    forgotten = new TreeMap<>(registry.forgotten());
    approvals = new LinkedHashMap<>(registry.approvals());
    scopeSets = new LinkedHashMap<>(registry.scopeSets());
    rules = registry.rules();
    size = registry.keys().size();
    wishes = Wishes.of(registry);
    registry.systems().forEach(system -> systems.put(system.name(), system));
  }

  /// The key of an id, with what mass invalidations made of it; null if there is none.
  public @Nullable KeyState find(String id) {
    KeyState key = keys.get(id);
    if (key == null) {
      key = registry.find(id);
    }
    return key == null ? null : rules.settle(key);
  }

  /// The key that another system issued and that has, or had, a hash; null if there is none.
  public @Nullable KeyState traced(KeyHash hash) {
    KeyState key = traces.get(hash);
    KeyState known = key == null ? registry.traced(hash) : key;
    return known == null ? null : find(known.id());
  }

  /// Another system whose keys came in; null if none did under the name.
  public @Nullable ForeignSystem system(String name) {
    return systems.get(name);
  }

  /// How many other systems there are.
  public int systems() {
    return systems.size();
  }

  /// Writes down the first key of another system.
  ///
  /// @param change tells its format besides
  public void write(Change change, ForeignSystem system) throws KeysException {
    offered.put(system.name(), system);
    write(change);
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

  /// Whether no more wishes can be kept, of some askers or of all. What was refused, collected or
  /// is over is in nobody's way, and nor are calls, which have bounds of their own.
  ///
  /// @param own whether a wish of the asker of an id counts to those who ask now
  public boolean isCrowded(Predicate<String> own, long nowMicros) {
    int all = 0;
    int theirs = 0;
    for (Approval approval : approvals.values()) {
      if (!approval.isOfCall() && approval.isOpen() && !approval.isOver(nowMicros)) {
        all++;
        theirs += own.test(approval.askedBy()) ? 1 : 0;
      }
    }
    return all >= MOST_OPEN || theirs >= MOST_OF_ONE;
  }

  /// When and by whom a tenant was forgotten, null if it was not.
  public Document.@Nullable Forgotten forgotten(String tenant) {
    return forgotten.get(tenant);
  }

  /// Wishes for keys, oldest first.
  public Collection<Approval> approvals() {
    return Collections.unmodifiableCollection(approvals.values());
  }

  public @Nullable Approval approval(String id) {
    return approvals.get(id);
  }

  public Document.@Nullable ScopeSet scopeSet(String name) {
    return scopeSets.get(name);
  }

  /// How many scope sets there are.
  public int scopeSets() {
    return scopeSets.size();
  }

  /// The key that an idempotent wish was fulfilled with, null if it was not within a day.
  ///
  /// @param wish what it is known again by
  public @Nullable KeyState fulfilled(String wish, long nowMicros) {
    String id = wishes.find(wish, nowMicros);
    KeyState key = id == null ? null : find(id);
    return key == null || forgotten.containsKey(key.facts().tenant()) ? null : key;
  }

  public GrantBook grants() {
    return grants;
  }

  /// Writes a change down and lets later commands see it.
  ///
  /// @throws KeysException if the journal does not take it, who makes it has ended, or it is to
  ///   give a key to a tenant that was forgotten; nothing was changed
  public void write(Change change) throws KeysException {
    requireActing(change);
    requireRemembered(change);
    for (KeyState key : change.keys()) {
      int version = key.hash().pepper();
      if (!fingerprints.containsKey(version) && peppers.has(version)) {
        append(
            Change.ofDocument(
                Change.Kind.PEPPER,
                // It is of no tenant, so nothing of it is sealed.
                new Actor(change.actor().id(), ""),
                change.timeMicros(),
                "",
                new Document.Pepper(version, peppers.fingerprint(version))));
      }
    }
    for (Change part : Entries.ofOneTenant(change)) {
      append(part);
    }
  }

  /// Who was let in before a key ended, and comes to act after it, does not.
  private void requireActing(Change change) throws KeysException {
    KeyState actor = find(change.actor().id());
    if (actor == null || change.kind() == Change.Kind.COUNT) {
      return;
    }
    long micros = Math.max(change.timeMicros(), registry.reachedMicros());
    if (actor.invalidatedBy() > 0 || !actor.facts().isLive(micros)) {
      throw ended(actor, "opens nothing any more");
    }
    if (actor.facts().standing() == Standing.FENCED && change.kind().givesPower()) {
      throw ended(actor, "is fenced");
    }
  }

  private static KeysException ended(KeyState actor, String how) {
    return new KeysException(
        ErrorCode.CREDENTIAL_ENDED,
        "the change was not made: the credential " + actor.id() + " " + how);
  }

  /// What is personal of a forgotten tenant's keys could not be kept, so it gets none any more.
  private void requireRemembered(Change change) throws KeysException {
    for (KeyState key : change.keys()) {
      requireRemembered(key.facts().tenant(), find(key.id()) == null);
    }
    if (change.document() instanceof Document.Wish(Approval approval)) {
      requireRemembered(approval.tenant(), !approvals.containsKey(approval.id()));
    }
  }

  private void requireRemembered(String tenant, boolean isNew) throws KeysException {
    if (isNew && forgotten.containsKey(tenant)) {
      throw new KeysException(
          ErrorCode.REQUEST_INVALID,
          "the tenant '" + tenant + "' was forgotten, and gets no keys any more; use another name");
    }
  }

  private void append(Change change) throws KeysException {
    try {
      written.add(new Written(journal.append(Entries.of(change)), change));
    } catch (JournalException e) {
      throw new KeysException(
          e.code(), "the change was not made, the journal does not take it: " + e.getMessage(), e);
    }
    apply(change);
  }

  private void apply(Change change) {
    registry.lineage().written(change.keys());
    for (KeyState key : change.keys()) {
      keys.put(key.id(), key);
      size = Math.max(size, key.serial() + 1);
      wishes.add(key);
      if (key.foreign() != null) {
        traces.put(key.hash(), key);
      }
    }
    if (change.document() != null) {
      take(change.document(), change.timeMicros());
    }
  }

  private void take(Document document, long nowMicros) {
    documents.add(document);
    switch (document) {
      case Document.Wish(Approval approval) -> {
        approvals.put(approval.id(), approval);
        KeptWishes.prune(approvals, nowMicros);
      }
      case Document.Invalidated(var rule) -> rules = rules.with(rule);
      case Document.Pepper(int version, String fingerprint) ->
          fingerprints.put(version, fingerprint);
      case Document.Format(ForeignFormat format, String _) ->
          systems.put(
              format.name(), requireNonNull(offered.get(format.name()), "a system without pepper"));
      case Document.ScopeSet set -> {
        scopeSets.put(set.name(), set);
        recompile(set.name());
      }
      case Document.Forgotten tenant -> forget(tenant);
    }
  }

  /// Takes what is personal of a tenant out of its keys and wishes.
  private void forget(Document.Forgotten tenant) {
    forgotten.put(tenant.tenant(), tenant);
    for (int i = 0; i < size; i++) {
      KeyState key = at(i);
      if (key.facts().tenant().equals(tenant.tenant())) {
        keys.put(key.id(), key.forgotten(tenant.rules()));
      }
    }
    for (Approval approval : List.copyOf(approvals.values())) {
      if (approval.tenant().equals(tenant.tenant())) {
        Approval left = approval.forgotten(tenant.by());
        approvals.put(left.id(), left);
        documents.add(new Document.Wish(left));
      }
    }
  }

  /// Writes down what a scope set stands for from now on.
  ///
  /// @throws KeysException if a key that names it would open too much, or the journal does not take
  ///   it; nothing was changed
  public void define(Change change, Document.ScopeSet set) throws KeysException {
    List<KeyState> _ = tried(set);
    write(change);
  }

  /// The keys that name a scope set, as they would be if it were that one.
  ///
  /// @throws KeysException if one of them would open too much
  public List<KeyState> tried(Document.ScopeSet set) throws KeysException {
    Map<String, Document.ScopeSet> tried = new LinkedHashMap<>(scopeSets);
    tried.put(set.name(), set);
    GrantBook trial = new GrantBook();
    try {
      trial.use(tried);
      return recompiled(set.name(), trial);
    } catch (BrokenBody e) {
      throw new KeysException(
          ErrorCode.REQUEST_INVALID, "keys that name the set could not have it: " + e.getMessage());
    }
  }

  /// Lets every key that names a set open what it opens now.
  private void recompile(String name) {
    try {
      grants.use(scopeSets);
      for (KeyState key : recompiled(name, grants)) {
        keys.put(key.id(), key);
      }
    } catch (BrokenBody e) {
      throw new IllegalStateException("a scope set was not checked before it was written", e);
    }
  }

  private List<KeyState> recompiled(String name, GrantBook book) throws BrokenBody {
    String entry = "@" + name;
    IdentityHashMap<Grant, Grant> anew = new IdentityHashMap<>();
    List<KeyState> recompiled = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      KeyState key = at(i);
      Grant grant = key.facts().grant();
      if (grant.scope().entries().contains(entry) || grant.exempt().entries().contains(entry)) {
        Grant now = anew.get(grant);
        if (now == null) {
          now = book.compile(GrantText.of(grant));
          anew.put(grant, now);
        }
        recompiled.add(key.compiled(key.facts().with(now)));
      }
    }
    return recompiled;
  }

  /// How many changes were written since [#publish].
  int written() {
    return written.size();
  }

  /// Whether keys may be over after what was written that were not before.
  ///
  /// @param from how many changes, the first ones, are passed over
  boolean endsKeys(int from) {
    return written.stream().skip(from).anyMatch(one -> one.change().kind().endsKeys());
  }

  /// Forces what was written to disk.
  ///
  /// @return how many of the changes are there: all, or, where the disk is full, the first of them;
  ///   the others are certain not to be, and are undone
  /// @throws JournalException if nobody knows
  int force() throws JournalException {
    if (written.isEmpty()) {
      return 0;
    }
    try {
      journal.force(written.getLast().number());
      return written.size();
    } catch (JournalException e) {
      if (e.code() != ErrorCode.DISK_FULL) {
        throw e;
      }
      int there = forcedOneByOne();
      undo(there);
      return there;
    }
  }

  private int forcedOneByOne() throws JournalException {
    int there = 0;
    for (int i = 0; i < written.size(); i++) {
      try {
        journal.force(written.get(i).number());
        if (i > there) {
          throw new JournalException(
              ErrorCode.JOURNAL_DAMAGED, "a change is on disk without one before it");
        }
        there++;
      } catch (JournalException e) {
        if (e.code() != ErrorCode.DISK_FULL) {
          throw e;
        }
      }
    }
    return there;
  }

  private void undo(int kept) {
    List<Written> there = List.copyOf(written.subList(0, kept));
    clear();
    registry.lineage().undone();
    approvals.clear();
    approvals.putAll(registry.approvals());
    scopeSets.clear();
    scopeSets.putAll(registry.scopeSets());
    fingerprints.clear();
    fingerprints.putAll(registry.fingerprints());
    forgotten.clear();
    forgotten.putAll(registry.forgotten());
    systems.clear();
    registry.systems().forEach(system -> systems.put(system.name(), system));
    rules = registry.rules();
    size = registry.keys().size();
    wishes = Wishes.of(registry);
    try {
      grants.use(scopeSets);
    } catch (BrokenBody e) {
      throw new IllegalStateException("scope sets in effect do not compile", e);
    }
    for (Written change : there) {
      written.add(change);
      apply(change.change());
    }
  }

  private void clear() {
    keys.clear();
    traces.clear();
    documents.clear();
    written.clear();
  }

  /// Puts everything written into effect, and hands it on to be put into rows.
  void publish(Projection projection) {
    if (written.isEmpty()) {
      return;
    }
    written.forEach(change -> registry.reach(change.change().timeMicros()));
    // Before keys: who finds one by its value finds the system first.
    registry.publishSystems(List.copyOf(systems.values()));
    List<KeyState> changed = List.copyOf(keys.values());
    changed.forEach(registry::publish);
    if (documents.stream().anyMatch(Document.Wish.class::isInstance)) {
      registry.publishApprovals(new LinkedHashMap<>(approvals));
    }
    for (Document document : documents) {
      switch (document) {
        case Document.Wish _ -> {
          // Published above, all at once.
        }
        case Document.ScopeSet _ -> registry.publishScopeSets(Map.copyOf(scopeSets));
        case Document.Invalidated _ -> registry.publish(rules);
        case Document.Format _ -> {
          // Published above.
        }
        case Document.Pepper _ -> registry.publishFingerprints(Map.copyOf(fingerprints));
        case Document.Forgotten _ -> registry.publishForgotten(Map.copyOf(forgotten));
      }
    }
    projection.take(changed, List.copyOf(documents), written.getLast().number());
    clear();
  }

  static KeysException stopped(Throwable cause) {
    return new KeysException(
        ErrorCode.STOPPED,
        "nobody knows whether the change is on disk; no more changes are taken until Warder is"
            + " started anew",
        cause);
  }

  /// A change that the journal took, and its number there.
  private record Written(long number, Change change) {}
}
