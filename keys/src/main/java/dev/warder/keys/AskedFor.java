package dev.warder.keys;

import static java.util.Objects.requireNonNull;

import dev.warder.model.RiskClass;
import java.time.Duration;

/// What somebody asks for that a second person has to approve: whatever gives a key power, and
/// calls that a grant holds. To take power away nobody is asked.
public sealed interface AskedFor {
  /// The customer organisation whose key it is about.
  String tenant();

  /// The key it is about, empty where there is none yet.
  String keyId();

  /// The version of that key that was looked at: an approval holds for no other. 0 where there is
  /// no key yet.
  long version();

  /// The same without what is personal.
  AskedFor forgotten();

  /// A key is to be minted.
  record NewKey(MintRequest request) implements AskedFor {
    public NewKey {
      requireNonNull(request, "request is null");
    }

    @Override
    public String tenant() {
      return request.tenant();
    }

    @Override
    public String keyId() {
      return "";
    }

    @Override
    public long version() {
      return 0;
    }

    @Override
    public NewKey forgotten() {
      return new NewKey(request.forgotten());
    }
  }

  /// A key is to be replaced; who asks is shown the secret of the new one.
  ///
  /// @param overlap for how long the old one is accepted from then on
  record Rotation(String tenant, String keyId, long version, Duration overlap) implements AskedFor {
    public Rotation {
      requireKey(tenant, keyId, version);
      requireNonNull(overlap, "overlap is null");
    }

    @Override
    public Rotation forgotten() {
      return this;
    }
  }

  /// A key is to be allowed more.
  record Change(String tenant, String keyId, long version, KeyChange change) implements AskedFor {
    public Change {
      requireKey(tenant, keyId, version);
      requireNonNull(change, "change is null");
    }

    @Override
    public Change forgotten() {
      return new Change(tenant, keyId, version, change.forgotten());
    }
  }

  /// A key is no longer to be suspect.
  ///
  /// @param note for people
  record Unfencing(String tenant, String keyId, long version, String note) implements AskedFor {
    public Unfencing {
      requireKey(tenant, keyId, version);
      requireNonNull(note, "note is null");
    }

    @Override
    public Unfencing forgotten() {
      return new Unfencing(tenant, keyId, version, "");
    }
  }

  /// A call is to be let through, once. Its body is not part of what is approved.
  ///
  /// @param call what it is known again by: a hash of host, method, path and query
  /// @param query as it came, without credentials; may be empty
  /// @param risk what the operation could do
  /// @param untilMicros until when it can be decided about, or, once it is approved, come again;
  ///   microseconds since the epoch, UTC
  record HeldCall(
      String tenant,
      String keyId,
      String call,
      String host,
      String method,
      String path,
      String query,
      RiskClass risk,
      long untilMicros)
      implements AskedFor {
    public HeldCall {
      requireKey(tenant, keyId, 1);
      requireNonNull(call, "call is null");
      requireNonNull(host, "host is null");
      requireNonNull(method, "method is null");
      requireNonNull(path, "path is null");
      requireNonNull(query, "query is null");
      requireNonNull(risk, "risk is null");
    }

    /// A call is held whatever becomes of its key's grant meanwhile: that is asked again.
    @Override
    public long version() {
      return 0;
    }

    /// The same until another time.
    public HeldCall until(long micros) {
      return new HeldCall(tenant, keyId, call, host, method, path, query, risk, micros);
    }

    @Override
    public HeldCall forgotten() {
      return new HeldCall(tenant, keyId, "", host, method, "", "", risk, untilMicros);
    }
  }

  private static void requireKey(String tenant, String keyId, long version) {
    requireNonNull(tenant, "tenant is null");
    requireNonNull(keyId, "keyId is null");
    if (tenant.isEmpty() || keyId.isEmpty() || version < 1) {
      throw new IllegalArgumentException("tenant, key or version make no sense");
    }
  }
}
