package dev.warder.keys.state;

import static java.util.Objects.requireNonNull;

import dev.warder.keys.Persons;
import dev.warder.keys.hash.KeyHash;
import dev.warder.keys.proof.ProofKey;
import dev.warder.policy.KeyFacts;
import dev.warder.policy.Standing;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/// All that is durable of one key, between two changes. Immutable but for [#checked], which only
/// remembers what could be worked out again.
public final class KeyState {
  private static final VarHandle CHECKED;

  static {
    try {
      CHECKED = MethodHandles.lookup().findVarHandle(KeyState.class, "checked", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final int serial;
  private final KeyFacts facts;
  private final Profile profile;
  private final KeyHash hash;
  private final long version;
  private final long revision;
  private final int settled;
  private final int invalidatedBy;
  private final String persons;
  private final @Nullable Foreign foreign;

  @SuppressWarnings("UnusedVariable") // read and written through its handle
  private int checked;

  private volatile @Nullable ProofKey proofKey;

  /// A key of our own, of before persons were told apart.
  public KeyState(
      int serial,
      KeyFacts facts,
      Profile profile,
      KeyHash hash,
      long version,
      long revision,
      int settled,
      int invalidatedBy) {
    this(
        serial,
        facts,
        profile,
        hash,
        version,
        revision,
        settled,
        invalidatedBy,
        Persons.FIRST,
        null);
  }

  /// @param serial place in the order in which keys came in, from 0, without gaps
  /// @param facts what decisions look at
  /// @param profile the rest
  /// @param hash of its id and secret, or of the hash that another system had
  /// @param version counts changes that somebody made, from 1
  /// @param revision counts all changes, from 1
  /// @param settled how many mass invalidations were there when it was changed last; whether those
  ///   hit it is known
  /// @param invalidatedBy number of the first of them that hit it, 0 if none did
  /// @param persons who may have seen its secret
  /// @param foreign what else there is to know of it if another system issued it; null otherwise
  public KeyState(
      int serial,
      KeyFacts facts,
      Profile profile,
      KeyHash hash,
      long version,
      long revision,
      int settled,
      int invalidatedBy,
      Persons persons,
      @Nullable Foreign foreign) {
    this.serial = serial;
    this.facts = requireNonNull(facts, "facts is null");
    this.profile = requireNonNull(profile, "profile is null");
    this.hash = requireNonNull(hash, "hash is null");
    this.version = version;
    this.revision = revision;
    this.settled = settled;
    this.invalidatedBy = invalidatedBy;
    // Alone, without the object around it: there are a million keys.
    this.persons = persons.text();
    this.foreign = foreign;
    this.checked = invalidatedBy > 0 ? -invalidatedBy : settled;
    if (serial < 0 || version < 1 || revision < version || invalidatedBy > settled) {
      throw new IllegalArgumentException("serial, version, revision or invalidation make no sense");
    }
  }

  public int serial() {
    return serial;
  }

  public String id() {
    return facts.id();
  }

  public KeyFacts facts() {
    return facts;
  }

  public Profile profile() {
    return profile;
  }

  public KeyHash hash() {
    return hash;
  }

  public long version() {
    return version;
  }

  public long revision() {
    return revision;
  }

  public int settled() {
    return settled;
  }

  public int invalidatedBy() {
    return invalidatedBy;
  }

  /// Who may have seen its secret.
  public Persons persons() {
    return new Persons(persons);
  }

  /// What else there is to know of a key that another system issued; null for our own.
  public @Nullable Foreign foreign() {
    return foreign;
  }

  /// How many mass invalidations are known not to hit the key, or the negative number of one that
  /// does. Grows by itself; may be forgotten.
  public int checked() {
    return (int) CHECKED.getOpaque(this);
  }

  /// Remembers what [#checked] answers.
  public void check(int found) {
    CHECKED.setOpaque(this, found);
  }

  /// The public half of a bound key, null if it has none.
  public @Nullable ProofKey proofKey() {
    ProofKey known = proofKey;
    if (known == null
        && !profile.publicKey().isEmpty()
        && ProofKey.read(profile.publicKey()) instanceof ProofKey read) {
      proofKey = read;
      return read;
    }
    return known;
  }

  /// The key after somebody changed it.
  public KeyState changed(KeyFacts newFacts, Profile newProfile) {
    return new KeyState(
        serial,
        newFacts,
        newProfile,
        hash,
        version + 1,
        revision + 1,
        settled,
        invalidatedBy,
        persons(),
        foreign);
  }

  /// The same key, when others may have it, too.
  public KeyState inHandsOf(Persons newPersons) {
    return new KeyState(
        serial,
        facts,
        profile,
        hash,
        version,
        revision,
        settled,
        invalidatedBy,
        newPersons,
        foreign);
  }

  /// The key with its hash under another pepper, or compiled anew; nobody changed it.
  public KeyState rehashed(KeyHash newHash) {
    return new KeyState(
        serial,
        facts,
        profile,
        newHash,
        version,
        revision + 1,
        settled,
        invalidatedBy,
        persons(),
        foreign);
  }

  /// The same key with what its grant opens now.
  public KeyState compiled(KeyFacts newFacts) {
    KeyState compiled =
        new KeyState(
            serial,
            newFacts,
            profile,
            hash,
            version,
            revision,
            settled,
            invalidatedBy,
            persons(),
            foreign);
    compiled.check(checked());
    return compiled;
  }

  /// The same key with what mass invalidations made of it so far.
  public KeyState settled(int newSettled, int newInvalidatedBy) {
    return new KeyState(
        serial,
        facts,
        profile,
        hash,
        version,
        revision,
        newSettled,
        newInvalidatedBy,
        persons(),
        foreign);
  }

  /// The key when its tenant was forgotten: it is revoked, and nothing personal is left of it. The
  /// same whether or not what was personal could be read before, and done again it changes nothing.
  ///
  /// @param rules how many mass invalidations were there then
  public KeyState forgotten(int rules) {
    KeyFacts left =
        new KeyFacts(
            facts.id(),
            facts.tenant(),
            "",
            facts.privilege(),
            facts.integrationKind(),
            facts.environment(),
            facts.mintedMicros(),
            facts.expiresMicros(),
            facts.overlapEndsMicros(),
            facts.parentId(),
            Standing.REVOKED,
            facts.binding(),
            facts.grant());
    return new KeyState(
        serial,
        left,
        profile.forgotten(),
        hash,
        version,
        revision,
        Math.max(settled, rules),
        invalidatedBy > rules ? invalidatedBy : 0,
        persons(),
        foreign);
  }

  /// Orders all that was ever written down of this key.
  public long rowVersion() {
    return revision << 2 | (profile.isForgotten() ? 2 : 0) | (invalidatedBy > 0 ? 1 : 0);
  }

  @Override
  public String toString() {
    return "KeyState[" + id() + ", version " + version + "]";
  }
}
