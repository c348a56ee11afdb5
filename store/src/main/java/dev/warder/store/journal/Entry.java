package dev.warder.store.journal;

import static java.util.Objects.requireNonNull;

import dev.warder.model.Activity;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Something that was seen or done, with what it is found by; immutable.
///
/// Guarantees what is in [#personal] is written only encrypted under a key of the entry's tenant,
/// and nobody can read it once that key is destroyed. Does not guarantee that of anything else:
/// kind, time, tenant, credential, operation, source and body stay readable for as long as the
/// entry is kept.
public final class Entry {
  /// Of an activity, but for the texts that the entry has, too.
  private static final int ACTIVITY_WEIGHT = 400;

  private final EntryKind kind;
  private final long timeMicros;
  private final String tenant;
  private final String credentialUid;
  private final String operation;
  private final String source;
  private final Facts facts;
  private final Facts personal;
  private final Privacy privacy;
  private final @Nullable Activity activity;

  /// What became of the personal part.
  public enum Privacy {
    /// There never was one.
    NONE,
    READABLE,
    /// The tenant's key was destroyed, and the personal part with it.
    DESTROYED,
    /// It was not asked for, or the tenants' keys are not at hand.
    SEALED
  }

  /// An entry without a personal part.
  ///
  /// @param kind what it tells
  /// @param timeMicros when it happened, microseconds since the epoch, UTC
  /// @param tenant whose data it is; empty if nobody's
  /// @param credentialUid the key it is about; public id, never a secret; empty if none
  /// @param operation the operation or kind of change; empty if none
  /// @param source canonical source; empty if none
  /// @param body what its owner wrote down, in the owner's own layout; not copied, not to be
  ///   changed any more
  public Entry(
      EntryKind kind,
      long timeMicros,
      String tenant,
      String credentialUid,
      String operation,
      String source,
      byte[] body) {
    this(
        kind,
        timeMicros,
        tenant,
        credentialUid,
        operation,
        source,
        new Facts(List.of(), body),
        Facts.NONE);
  }

  /// An entry with a personal part.
  ///
  /// @param facts what stays readable
  /// @param personal what goes with the tenant's key; only entries of a tenant may have any
  public Entry(
      EntryKind kind,
      long timeMicros,
      String tenant,
      String credentialUid,
      String operation,
      String source,
      Facts facts,
      Facts personal) {
    this(
        kind,
        timeMicros,
        tenant,
        credentialUid,
        operation,
        source,
        facts,
        personal,
        personal.isEmpty() ? Privacy.NONE : Privacy.READABLE,
        null);
    if (tenant.isEmpty() && !personal.isEmpty()) {
      throw new IllegalArgumentException("personal facts need a tenant whose key seals them");
    }
  }

  Entry(
      EntryKind kind,
      long timeMicros,
      String tenant,
      String credentialUid,
      String operation,
      String source,
      Facts facts,
      Facts personal,
      Privacy privacy,
      @Nullable Activity activity) {
    this.kind = requireNonNull(kind, "kind is null");
    this.timeMicros = timeMicros;
    this.tenant = requireNonNull(tenant, "tenant is null");
    this.credentialUid = requireNonNull(credentialUid, "credentialUid is null");
    this.operation = requireNonNull(operation, "operation is null");
    this.source = requireNonNull(source, "source is null");
    this.facts = requireNonNull(facts, "facts is null");
    this.personal = requireNonNull(personal, "personal is null");
    this.privacy = requireNonNull(privacy, "privacy is null");
    this.activity = activity;
  }

  /// An entry that tells of an activity, which must be what its facts say when they are read.
  ///
  /// @param operation what it is to be found by
  public static Entry of(Activity activity, String operation, Facts facts, Facts personal) {
    return new Entry(
        EntryKind.ACTIVITY,
        activity.timeMicros(),
        activity.tenant(),
        activity.caller().credentialUid(),
        operation,
        activity.source().canonical(),
        facts,
        personal,
        personal.isEmpty() ? Privacy.NONE : Privacy.READABLE,
        activity);
  }

  public EntryKind kind() {
    return kind;
  }

  public long timeMicros() {
    return timeMicros;
  }

  public String tenant() {
    return tenant;
  }

  public String credentialUid() {
    return credentialUid;
  }

  public String operation() {
    return operation;
  }

  public String source() {
    return source;
  }

  /// The bytes themselves, not to be changed.
  public byte[] body() {
    return facts.bytes();
  }

  public Facts facts() {
    return facts;
  }

  /// The personal part; empty unless [#privacy] says that it is readable.
  public Facts personal() {
    return personal;
  }

  public Privacy privacy() {
    return privacy;
  }

  /// What it tells of, as long as that is in memory; null of other kinds, and of what was read from
  /// a file or lost its personal part.
  public @Nullable Activity activity() {
    return activity;
  }

  /// About how many bytes it takes, two for each character.
  long weight() {
    return (activity == null ? 40 : 40 + ACTIVITY_WEIGHT)
        + 2L * (tenant.length() + credentialUid.length() + operation.length() + source.length())
        + facts.weight()
        + personal.weight();
  }

  Entry withPersonal(Facts opened, Privacy became) {
    return new Entry(
        kind, timeMicros, tenant, credentialUid, operation, source, facts, opened, became, null);
  }
}
