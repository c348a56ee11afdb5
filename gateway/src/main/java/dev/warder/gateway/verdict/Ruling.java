package dev.warder.gateway.verdict;

import static java.util.Objects.requireNonNull;

import dev.warder.gateway.refusal.Refusal;
import dev.warder.model.CredentialKind;
import org.jspecify.annotations.Nullable;

/// What is decided about a call.
///
/// @param verdictId what it is named by
/// @param code stable code of the reason, which may be one against the call though it passes (mode
///   observe or shadow)
/// @param key id of the key; empty unless its right secret was shown
/// @param tenant whose key it is; empty with `key`
/// @param principal who it acts as; empty with `key`
/// @param refusal what is answered; null if the call passes
/// @param overlap of a key whose successor is there; null of any other
/// @param mode of the policy that decided; empty if it enforces
/// @param record writes the verdict down, where that is left to whoever writes the call down; null
///   where it is not
/// @param approval what the call waits for, or passes by; empty if there is none
/// @param kind of the credential that was shown
/// @param fingerprint what whoever calls is known again by where nobody verified what was shown;
///   with a `key`, of the certificate that once showed whose call it is; empty where what was shown
///   holds, or nothing was
/// @param vouched what the upstream is told of the caller besides, or instead; null if nothing
/// @param endMicros when what was shown counts no more and whatever the call opened is cut,
///   microseconds since the epoch, UTC; [#NEVER] where somebody else says when
public record Ruling(
    String verdictId,
    String code,
    String key,
    String tenant,
    String principal,
    @Nullable Refusal refusal,
    @Nullable Overlap overlap,
    String mode,
    @Nullable Runnable record,
    String approval,
    CredentialKind kind,
    String fingerprint,
    @Nullable Vouched vouched,
    long endMicros)
    implements Answer {
  /// The time that never comes.
  public static final long NEVER = Long.MAX_VALUE;

  public Ruling {
    requireNonNull(verdictId, "verdictId is null");
    requireNonNull(code, "code is null");
    requireNonNull(key, "key is null");
    requireNonNull(tenant, "tenant is null");
    requireNonNull(principal, "principal is null");
    requireNonNull(mode, "mode is null");
    requireNonNull(approval, "approval is null");
    requireNonNull(kind, "kind is null");
    requireNonNull(fingerprint, "fingerprint is null");
  }

  /// Written down by who decided, by a policy that enforces.
  public Ruling(
      String verdictId,
      String code,
      String key,
      String tenant,
      String principal,
      @Nullable Refusal refusal,
      @Nullable Overlap overlap,
      String approval,
      CredentialKind kind,
      String fingerprint) {
    this(
        verdictId,
        code,
        key,
        tenant,
        principal,
        refusal,
        overlap,
        "",
        null,
        approval,
        kind,
        fingerprint,
        null,
        NEVER);
  }

  /// The same about a key.
  public Ruling(
      String verdictId,
      String code,
      String key,
      String tenant,
      String principal,
      @Nullable Refusal refusal,
      @Nullable Overlap overlap,
      String approval) {
    this(
        verdictId,
        code,
        key,
        tenant,
        principal,
        refusal,
        overlap,
        approval,
        CredentialKind.API_KEY,
        "");
  }

  /// The same about a call that needs no approval.
  public Ruling(
      String verdictId,
      String code,
      String key,
      String tenant,
      String principal,
      @Nullable Refusal refusal,
      @Nullable Overlap overlap) {
    this(verdictId, code, key, tenant, principal, refusal, overlap, "");
  }

  /// A call that passes.
  public static Ruling passed(
      String verdictId, String code, String key, String tenant, String principal) {
    return new Ruling(verdictId, code, key, tenant, principal, null, null);
  }

  /// The same, with a token that says who calls.
  public Ruling vouching(Vouched with) {
    return new Ruling(
        verdictId,
        code,
        key,
        tenant,
        principal,
        refusal,
        overlap,
        mode,
        record,
        approval,
        kind,
        fingerprint,
        with,
        endMicros);
  }

  /// The same about a caller who is known again by what nobody verified.
  public Ruling known(String by, CredentialKind as) {
    return new Ruling(
        verdictId, code, key, tenant, principal, refusal, overlap, mode, record, approval, as, by,
        vouched, endMicros);
  }

  /// The same, of a caller whose credential ends at a time.
  public Ruling ending(long atMicros) {
    return new Ruling(
        verdictId,
        code,
        key,
        tenant,
        principal,
        refusal,
        overlap,
        mode,
        record,
        approval,
        kind,
        fingerprint,
        vouched,
        atMicros);
  }

  /// Who calls, signed for the upstream.
  ///
  /// @param token that says it
  /// @param headers whether headers say it, too
  public record Vouched(String token, Headers headers) {
    public Vouched {
      requireNonNull(token, "token is null");
      requireNonNull(headers, "headers is null");
    }

    /// Whether headers say who calls beside a token.
    public enum Headers {
      TOO,
      NOT
    }

    @Override
    public String toString() {
      return "Vouched[redacted]";
    }
  }

  /// When a key was replaced and when it ends, seconds since the epoch, UTC.
  public record Overlap(long sinceSeconds, long endSeconds) {}
}
