package dev.warder.model;

import static java.util.Objects.requireNonNull;

/// Who made a call: the credential it carried and the principal that owns the credential.
///
/// Guarantees [#credentialUid] is a public id of the provider or a keyed hash, never a secret.
///
/// @param credentialUid id of the key, token or session; empty for an anonymous call
/// @param kind what sort of credential it is
/// @param principalUid stable id of the owner (ARN, account id, user name); empty if unknown
/// @param principalName name of the owner for people to read; empty if unknown
/// @param parentUid what the credential was derived from, such as the role behind a session or the
///   instance it belongs to; empty if it stands alone
public record Caller(
    String credentialUid,
    CredentialKind kind,
    String principalUid,
    String principalName,
    String parentUid) {

  public static final Caller ANONYMOUS = new Caller("", CredentialKind.NONE, "", "", "");

  public Caller {
    requireNonNull(credentialUid, "credentialUid is null");
    requireNonNull(kind, "kind is null");
    requireNonNull(principalUid, "principalUid is null");
    requireNonNull(principalName, "principalName is null");
    requireNonNull(parentUid, "parentUid is null");
  }

  public boolean isAnonymous() {
    return credentialUid.isEmpty();
  }
}
