package dev.warder.keys.registry;

import dev.warder.keys.Approval;
import dev.warder.keys.hash.KeyHash;
import dev.warder.keys.shape.KeyId;
import dev.warder.keys.state.Document;
import dev.warder.keys.state.KeyState;
import dev.warder.keys.table.Cell;
import dev.warder.keys.table.KeyTable;
import dev.warder.keys.table.LastUses;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// All that is in effect. The ledger publishes into it; everybody reads.
///
/// Guarantees who begins to read after a change was acknowledged sees it. Does not guarantee that
/// two reads see the same
public final class Registry {
  /// How many other systems there may be: a value that anybody makes up is held against each that
  /// it fits.
  public static final int MOST_SYSTEMS = 16;

  private final KeyTable<KeyState> keys;
  private final KeyTable<Cell<KeyState>> traces;
  private final Lineage lineage;
  private final LastUses uses = new LastUses();
  private final Sightings sightings = new Sightings();
  private final Set<String> suspects = ConcurrentHashMap.newKeySet();
  private volatile Rulebook rules = Rulebook.EMPTY;
  private volatile Map<String, Approval> approvals = Map.of();
  private volatile HeldCalls heldCalls = HeldCalls.NONE;
  private volatile Map<String, Document.ScopeSet> scopeSets = Map.of();
  private volatile Map<Integer, String> fingerprints = Map.of();
  private volatile Map<String, Document.Forgotten> forgotten = Map.of();
  private volatile List<ForeignSystem> systems = List.of();
  private volatile long reachedMicros = Long.MIN_VALUE;
  private final AtomicLong changes = new AtomicLong();

  /// @param spread any number that callers cannot know
  public Registry(long spread) {
    keys = new KeyTable<>(spread);
    traces = new KeyTable<>(spread);
    lineage = new Lineage(keys);
  }

  /// The key of an id as it is in effect, null if there is none.
  public @Nullable KeyState find(String id) {
    Cell<KeyState> cell = cell(keys, id);
    return cell == null ? null : cell.value();
  }

  /// The serial of the key of an id, in effect or only written down; negative if there is none.
  int serial(String id) {
    Cell<KeyState> cell = cell(keys, id);
    return cell == null ? lineage.pendingSerial(id) : cell.serial();
  }

  static @Nullable Cell<KeyState> cell(KeyTable<KeyState> keys, String id) {
    KeyId parsed = KeyId.parse(id);
    return parsed == null ? null : keys.find(parsed.high(), parsed.low());
  }

  /// Which key came from which.
  public Lineage lineage() {
    return lineage;
  }

  public KeyTable<KeyState> keys() {
    return keys;
  }

  public LastUses uses() {
    return uses;
  }

  /// Previews that may still be committed.
  public Sightings sightings() {
    return sightings;
  }

  public Rulebook rules() {
    return rules;
  }

  /// Ids of keys in an open incident.
  public Set<String> suspects() {
    return suspects;
  }

  /// Wishes for keys by id, oldest first.
  public Map<String, Approval> approvals() {
    return approvals;
  }

  /// Those of them that are about calls which did not pass yet.
  public HeldCalls heldCalls() {
    return heldCalls;
  }

  public Map<String, Document.ScopeSet> scopeSets() {
    return scopeSets;
  }

  /// Tenants that were forgotten, by name.
  public Map<String, Document.Forgotten> forgotten() {
    return forgotten;
  }

  /// The ledger alone may.
  public void publishForgotten(Map<String, Document.Forgotten> newForgotten) {
    forgotten = newForgotten;
  }

  /// What the peppers that hashes were made with are known again by, by version.
  public Map<Integer, String> fingerprints() {
    return fingerprints;
  }

  /// The ledger alone may.
  public void publishFingerprints(Map<Integer, String> newFingerprints) {
    fingerprints = newFingerprints;
  }

  /// The latest time at which anything was changed, or, before the start, recorded: time has come
  /// so far, whatever a clock says that stepped back since.
  public long reachedMicros() {
    return reachedMicros;
  }

  /// Notes that a time has come. The ledger alone may.
  public void reach(long micros) {
    if (micros > reachedMicros) {
      reachedMicros = micros;
    }
  }

  /// How often a key was put into effect, or mass invalidations into force. Who sees the same
  /// number before and after has seen the newest.
  public long changes() {
    return changes.get();
  }

  /// Puts a key into effect. The ledger alone may.
  public void publish(KeyState key) {
    KeyId id = KeyId.parse(key.id());
    if (id == null) {
      throw new IllegalArgumentException("the id of a key is none: " + key.id());
    }
    Cell<KeyState> cell = keys.find(id.high(), id.low());
    if (cell != null) {
      cell.replace(key);
      trace(cell);
      // After it: who looked before that and saw the key as it was has begun to note changes.
      sightings.touch(key.serial());
      changes.incrementAndGet();
      return;
    }
    if (key.serial() != keys.size()) {
      throw new IllegalStateException("key " + key.serial() + " comes after " + keys.size());
    }
    trace(keys.insert(id.high(), id.low(), key));
    lineage.published(key.id());
    changes.incrementAndGet();
  }

  /// Lets a key that another system issued be found by its hash, from now on and for ever: also one
  /// that was ended, and under hashes that it had.
  private void trace(Cell<KeyState> cell) {
    KeyHash hash = cell.value().hash();
    if (cell.value().foreign() != null && traces.find(hash.a(), hash.b()) == null) {
      traces.insert(hash.a(), hash.b(), cell);
    }
  }

  /// The key that another system issued and that has, or had, a hash; null if there is none. Of the
  /// hash two parts of four are looked at: whoever shows a value holds it against all of them.
  public @Nullable KeyState traced(KeyHash hash) {
    Cell<Cell<KeyState>> cell = traces.find(hash.a(), hash.b());
    return cell == null ? null : cell.value().value();
  }

  /// Other systems whose keys came in; their order means nothing.
  public List<ForeignSystem> systems() {
    return systems;
  }

  /// The ledger alone may.
  public void publishSystems(List<ForeignSystem> newSystems) {
    systems = List.copyOf(newSystems);
  }

  /// Puts mass invalidations into force. The ledger alone may.
  public void publish(Rulebook newRules) {
    rules = newRules;
    changes.incrementAndGet();
  }

  /// The ledger alone may.
  public void publishApprovals(Map<String, Approval> newApprovals) {
    approvals = newApprovals;
    heldCalls = HeldCalls.among(newApprovals.values());
  }

  /// The ledger alone may.
  public void publishScopeSets(Map<String, Document.ScopeSet> newScopeSets) {
    scopeSets = newScopeSets;
  }
}
