package dev.warder.keys.service;

import dev.warder.model.KeyRecord.Privilege;
import dev.warder.policy.Binding;
import dev.warder.policy.Environment;
import dev.warder.policy.Grant;
import dev.warder.policy.KeyFacts;
import dev.warder.policy.Standing;

/// Keys for tests that need some.
public final class SampleKeys {
  private SampleKeys() {}

  public static KeyFacts facts(String id, String tenant) {
    return facts(id, tenant, Grant.NOTHING);
  }

  public static KeyFacts facts(String id, String tenant, Grant grant) {
    return new KeyFacts(
        id,
        tenant,
        "user-1",
        Privilege.PRIVILEGED,
        "scim",
        Environment.LIVE,
        1_795_000_000_000_000L,
        KeyFacts.NEVER,
        KeyFacts.NEVER,
        "",
        Standing.ACTIVE,
        Binding.BEARER,
        grant);
  }
}
