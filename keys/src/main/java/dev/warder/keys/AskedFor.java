package dev.warder.keys;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/// What somebody asks for that a second person has to approve: whatever gives a key power. To take
/// power away nobody is asked.
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

  private static void requireKey(String tenant, String keyId, long version) {
    requireNonNull(tenant, "tenant is null");
    requireNonNull(keyId, "keyId is null");
    if (tenant.isEmpty() || keyId.isEmpty() || version < 1) {
      throw new IllegalArgumentException("tenant, key or version make no sense");
    }
  }
}
