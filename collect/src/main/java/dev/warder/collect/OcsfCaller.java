package dev.warder.collect;

import static dev.warder.collect.OcsfValues.bits;

import dev.warder.collect.OcsfValues.Slot;
import dev.warder.collect.sort.Weight;
import dev.warder.collect.text.TupleCache;
import dev.warder.model.Caller;
import dev.warder.model.Client;
import dev.warder.model.CredentialKind;
import dev.warder.model.Source;

/// Reads who called of an OCSF record; what was read once is looked up as a whole. Confined to one
/// thread.
final class OcsfCaller {
  private static final int PARTY_BITS = 14;

  private static final long PARTY =
      bits(
          Slot.TENANT,
          Slot.USER_ACCOUNT,
          Slot.CLOUD_ACCOUNT,
          Slot.PRINCIPAL,
          Slot.PRINCIPAL_NAME,
          Slot.USER_CREDENTIAL,
          Slot.SESSION_CREDENTIAL,
          Slot.ADDRESS,
          Slot.SERVICE,
          Slot.COUNTRY,
          Slot.AGENT,
          Slot.JA4);
  private final Nouns nouns;
  private final TrustedHops hops;
  private final OcsfRecord record;
  private final OcsfValues values;
  private final TupleCache<Party> parties = new TupleCache<>(PARTY_BITS);

  OcsfCaller(Nouns nouns, TrustedHops hops, OcsfRecord record) {
    this.nouns = nouns;
    this.hops = hops;
    this.record = record;
    values = record.values;
  }

  /// Who called, from where and with what.
  ///
  /// @param bytes what these weigh in memory
  record Party(String tenant, Caller caller, Source source, Client client, long bytes) {
    Party(String tenant, Caller caller, Source source, Client client) {
      this(tenant, caller, source, client, Weight.ofParty(tenant, caller, source, client));
    }
  }

  /// Who called in the record at hand.
  ///
  /// @param keyGiven the key in the field that the operator named, empty if there is none
  Party read(String keyGiven) {
    if (!keyGiven.isEmpty() || mayHideKeyInQuery() || isForwarded()) {
      return newParty(keyGiven);
    }
    Party known = values.find(parties, PARTY);
    return known == null ? parties.keep(newParty(keyGiven)) : known;
  }

  private boolean mayHideKeyInQuery() {
    return values.has(Slot.QUERY)
        && !values.has(Slot.SESSION_CREDENTIAL)
        && !values.has(Slot.USER_CREDENTIAL);
  }

  private boolean isForwarded() {
    return hops.count() > 0 && record.forwardedNode > 0;
  }

  private Party newParty(String keyGiven) {
    String tenant = values.text(Slot.TENANT);
    String account = values.text(Slot.USER_ACCOUNT);
    account = account.isEmpty() ? values.text(Slot.CLOUD_ACCOUNT) : account;
    String address = hops.address(values.text(Slot.ADDRESS), record.tape, record.forwardedNode);
    return new Party(
        tenant.isEmpty() ? account : tenant,
        caller(keyGiven),
        nouns.source(
            address.isEmpty() ? values.text(Slot.SERVICE) : address, values.text(Slot.COUNTRY)),
        nouns.client(
            values.has(Slot.AGENT)
                ? nouns.agent(values.bytes(), values.from(Slot.AGENT), values.to(Slot.AGENT))
                : "",
            values.text(Slot.JA4)));
  }

  private Caller caller(String keyGiven) {
    String principal = values.credentialId(Slot.PRINCIPAL);
    String name = nouns.attribute(values.text(Slot.PRINCIPAL_NAME));
    if (!keyGiven.isEmpty()) {
      String hash = nouns.secrets().hash(keyGiven);
      return nouns.caller(hash, CredentialKind.API_KEY, principal, name, "");
    }
    if (AwsNames.isAssumedRole(principal)) {
      CredentialKind kind =
          AwsNames.isInstanceSession(principal)
              ? CredentialKind.WORKLOAD_SESSION
              : CredentialKind.SESSION;
      String role = AwsNames.roleOf(principal);
      return nouns.caller(principal, kind, role, name, role);
    }
    String credential = values.credentialId(Slot.SESSION_CREDENTIAL);
    credential = credential.isEmpty() ? values.credentialId(Slot.USER_CREDENTIAL) : credential;
    if (!credential.isEmpty()) {
      CredentialKind kind =
          credential.startsWith("ASIA") ? CredentialKind.SESSION : CredentialKind.API_KEY;
      return nouns.caller(credential, kind, principal, name, "");
    }
    if (values.has(Slot.QUERY)) {
      String secret = nouns.secrets().keyInQuery(values.unique(Slot.QUERY), "");
      if (!secret.isEmpty()) {
        String hash = nouns.secrets().hash(secret);
        return nouns.caller(hash, CredentialKind.API_KEY, principal, name, "");
      }
    }
    if (!principal.isEmpty()) {
      return nouns.caller(principal, CredentialKind.PRINCIPAL, principal, name, "");
    }
    String service = values.text(Slot.SERVICE);
    return service.isEmpty()
        ? Caller.ANONYMOUS
        : nouns.caller(service, CredentialKind.SERVICE, service, name, "");
  }
}
