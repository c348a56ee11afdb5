package dev.warder.store.sql;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;

/// One key as the store keeps it: what keys are listed and counted by, and a body that only its
/// owner reads; immutable.
///
/// Units times in microseconds since the epoch, UTC Bounds id, tenant, principal and parent
/// [Texts#NAME] characters each, integration kind and standing [Texts#WORD], body [#MAX_BODY] bytes
public final class KeyRow {
  /// The most bytes of a body.
  public static final int MAX_BODY = 1 << 16;

  private final String id;
  private final String tenant;
  private final String principal;
  private final String integrationKind;
  private final boolean privileged;
  private final long mintedMicros;
  private final long expiresMicros;
  private final String standing;
  private final String parentId;
  private final long version;
  private final byte[] body;

  /// @param id the key's public id, never a secret, not empty
  /// @param tenant whose it is; empty if nobody's
  /// @param principal who owns it; may be empty
  /// @param integrationKind what software uses it; may be empty
  /// @param privileged whether it may do privileged things
  /// @param mintedMicros when it was made
  /// @param expiresMicros when it ends by itself, [Long#MAX_VALUE] if never
  /// @param standing whether it may be used, in its owner's words, not empty
  /// @param parentId the key that made it; empty if none
  /// @param version counts the key's changes from 1: of two rows of one key the store keeps that of
  ///   the higher version, of the same version the one that it has
  /// @param body the rest, in its owner's own layout; not copied, not to be changed any more
  public KeyRow(
      String id,
      String tenant,
      String principal,
      String integrationKind,
      boolean privileged,
      long mintedMicros,
      long expiresMicros,
      String standing,
      String parentId,
      long version,
      byte[] body) {
    this.id = Texts.filled(id, "id", Texts.NAME);
    this.tenant = Texts.bounded(tenant, "tenant", Texts.NAME);
    this.principal = Texts.bounded(principal, "principal", Texts.NAME);
    this.integrationKind = Texts.bounded(integrationKind, "integrationKind", Texts.WORD);
    this.privileged = privileged;
    this.mintedMicros = mintedMicros;
    this.expiresMicros = expiresMicros;
    this.standing = Texts.filled(standing, "standing", Texts.WORD);
    this.parentId = Texts.bounded(parentId, "parentId", Texts.NAME);
    if (version < 1) {
      throw new IllegalArgumentException("version is " + version + ", versions count from 1");
    }
    this.version = version;
    this.body = requireNonNull(body, "body is null");
    if (body.length > MAX_BODY) {
      throw new IllegalArgumentException("body has " + body.length + " bytes, too many");
    }
  }

  public String id() {
    return id;
  }

  public String tenant() {
    return tenant;
  }

  public String principal() {
    return principal;
  }

  public String integrationKind() {
    return integrationKind;
  }

  public boolean privileged() {
    return privileged;
  }

  public long mintedMicros() {
    return mintedMicros;
  }

  public long expiresMicros() {
    return expiresMicros;
  }

  public String standing() {
    return standing;
  }

  public String parentId() {
    return parentId;
  }

  public long version() {
    return version;
  }

  /// The bytes themselves, not to be changed.
  public byte[] body() {
    return body;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof KeyRow row
        && id.equals(row.id)
        && tenant.equals(row.tenant)
        && principal.equals(row.principal)
        && integrationKind.equals(row.integrationKind)
        && privileged == row.privileged
        && mintedMicros == row.mintedMicros
        && expiresMicros == row.expiresMicros
        && standing.equals(row.standing)
        && parentId.equals(row.parentId)
        && version == row.version
        && Arrays.equals(body, row.body);
  }

  @Override
  public int hashCode() {
    return id.hashCode() * 31 + Long.hashCode(version);
  }

  /// Without the body, which may hold what is not for logs.
  @Override
  public String toString() {
    return "KeyRow[" + id + " of " + tenant + ", " + standing + ", version " + version + "]";
  }
}
