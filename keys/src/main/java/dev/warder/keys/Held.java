package dev.warder.keys;

import static java.util.Objects.requireNonNull;

import dev.warder.model.RiskClass;
import dev.warder.policy.Circumstances.Proof;
import dev.warder.policy.Request;

/// A call whose operation waits for approval, and that everything else speaks for: its secret was
/// right, it was counted. What becomes of it [Keys#settle] finds out.
public final class Held implements Judged {
  private final String keyId;
  private final String tenant;
  private final Request request;
  private final Proof proof;
  private final RiskClass risk;

  /// @param keyId the key it came with
  /// @param tenant whose key it is
  /// @param request the call
  /// @param proof what became of the proof of possession
  /// @param risk what the operation could do
  public Held(String keyId, String tenant, Request request, Proof proof, RiskClass risk) {
    this.keyId = requireNonNull(keyId, "keyId is null");
    this.tenant = requireNonNull(tenant, "tenant is null");
    this.request = requireNonNull(request, "request is null");
    this.proof = requireNonNull(proof, "proof is null");
    this.risk = requireNonNull(risk, "risk is null");
  }

  public String keyId() {
    return keyId;
  }

  public String tenant() {
    return tenant;
  }

  public Request request() {
    return request;
  }

  public Proof proof() {
    return proof;
  }

  public RiskClass risk() {
    return risk;
  }

  @Override
  public String toString() {
    return "Held[" + keyId + ", " + risk + "]";
  }
}
