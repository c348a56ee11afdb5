package dev.warder.store.journal;

import static java.util.Objects.requireNonNull;

/// Something that was seen or done, with what it is found by; immutable.
public final class Entry {
  private final EntryKind kind;
  private final long timeMicros;
  private final String tenant;
  private final String credentialUid;
  private final String operation;
  private final String source;
  private final byte[] body;

  /// @param kind what it tells
  /// @param timeMicros when it happened, microseconds since the epoch, UTC
  /// @param tenant whose data it is; empty if nobody's. What is personal can be made unreadable for
  ///   a tenant by destroying that tenant's key
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
    this.kind = requireNonNull(kind, "kind is null");
    this.timeMicros = timeMicros;
    this.tenant = requireNonNull(tenant, "tenant is null");
    this.credentialUid = requireNonNull(credentialUid, "credentialUid is null");
    this.operation = requireNonNull(operation, "operation is null");
    this.source = requireNonNull(source, "source is null");
    this.body = requireNonNull(body, "body is null");
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
    return body;
  }
}
