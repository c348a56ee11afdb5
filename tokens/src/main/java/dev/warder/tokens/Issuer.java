package dev.warder.tokens;

import static java.util.Objects.requireNonNull;

import java.util.Set;

/// Somebody whose tokens are believed, and for what.
///
/// @param name the claim `iss`, to the octet
/// @param audiences the token must be meant for one of them (`aud`)
/// @param algorithms how its tokens may be signed
/// @param keys its public keys
/// @param subjectClaim the claim that names who calls
/// @param tenantClaim the claim that names the tenant; empty if all are of one
/// @param tenant the tenant of all; empty if a claim names it
public record Issuer(
    String name,
    Set<String> audiences,
    Set<Algorithm> algorithms,
    IssuerKeys keys,
    String subjectClaim,
    String tenantClaim,
    String tenant) {
  public Issuer {
    requireNonNull(name, "name is null");
    audiences = Set.copyOf(audiences);
    algorithms = Set.copyOf(algorithms);
    requireNonNull(keys, "keys is null");
    requireNonNull(subjectClaim, "subjectClaim is null");
    requireNonNull(tenantClaim, "tenantClaim is null");
    requireNonNull(tenant, "tenant is null");
    if (name.isEmpty() || subjectClaim.isEmpty()) {
      throw new IllegalArgumentException("an issuer has a name, and a claim that names who calls");
    }
    if (audiences.isEmpty() || algorithms.isEmpty()) {
      throw new IllegalArgumentException("an audience and an algorithm have to be named");
    }
    if (tenantClaim.isEmpty() == tenant.isEmpty()) {
      throw new IllegalArgumentException("either a tenant or the claim that names it is given");
    }
  }
}
