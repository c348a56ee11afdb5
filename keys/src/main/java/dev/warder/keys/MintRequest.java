package dev.warder.keys;

import static java.util.Objects.requireNonNull;

import dev.warder.model.KeyRecord.Privilege;
import dev.warder.policy.Binding;
import dev.warder.policy.Environment;
import dev.warder.policy.GrantText;
import dev.warder.policy.Mode;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// A key that somebody wishes for.
///
/// Shape `MintRequest.of("acme", Environment.LIVE).owned("jane",
/// "jane@acme.example").allowed(grant)`
///
/// Bounds texts and labels as in [Bounds]
///
/// @param tenant customer organisation
/// @param environment whether it opens the real thing
/// @param principal who the key acts as
/// @param owner person or team that answers for it
/// @param contact how to reach the owner
/// @param integration what software will use it: kind, and a link to the runbook that says how to
///   replace it
/// @param privilege whether it may do privileged things; a second person has to approve those where
///   the settings say so
/// @param grant what it is allowed
/// @param binding whether it has to prove possession of a private key
/// @param publicKey the public half, base64 of the raw 32 bytes of Ed25519; empty for bearer keys
/// @param expiresMicros when it ends, microseconds since the epoch; `Long.MAX_VALUE` = never
/// @param parentId the key it is minted by; empty if a person mints it
/// @param nature whether it is a trap
/// @param note for people
/// @param labels for programs
/// @param idempotencyKey repeats of the same wish with the same idempotency key within a day mint
///   nothing new; empty = each wish is a new one
public record MintRequest(
    String tenant,
    Environment environment,
    String principal,
    String owner,
    String contact,
    Integration integration,
    Privilege privilege,
    GrantText grant,
    Binding binding,
    String publicKey,
    long expiresMicros,
    String parentId,
    Nature nature,
    String note,
    Map<String, String> labels,
    String idempotencyKey) {

  /// Opens nothing.
  public static final GrantText OPENS_NOTHING =
      new GrantText(
          List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), Mode.ENFORCE.name());

  public MintRequest {
    Bounds.text("tenant", tenant);
    if (tenant.isEmpty()) {
      throw new IllegalArgumentException("a key needs a tenant");
    }
    requireNonNull(environment, "environment is null");
    Bounds.text("principal", principal);
    Bounds.text("owner", owner);
    Bounds.text("contact", contact);
    requireNonNull(integration, "integration is null");
    requireNonNull(privilege, "privilege is null");
    requireNonNull(grant, "grant is null");
    requireNonNull(binding, "binding is null");
    Bounds.text("publicKey", publicKey);
    Bounds.text("parentId", parentId);
    requireNonNull(nature, "nature is null");
    Bounds.note(note);
    labels = Bounds.labels(labels);
    Bounds.text("idempotencyKey", idempotencyKey);
    if (expiresMicros <= 0) {
      throw new IllegalArgumentException("expires is not after the year 1970");
    }
    if ((binding == Binding.BEARER) != publicKey.isEmpty()) {
      throw new IllegalArgumentException(
          "a bound key needs a public key, and a bearer key must not have one");
    }
  }

  /// The same wish without what is personal.
  public MintRequest forgotten() {
    return new MintRequest(
        tenant,
        environment,
        "",
        "",
        "",
        new Integration(integration.kind(), ""),
        privilege,
        grant,
        binding,
        publicKey,
        expiresMicros,
        parentId,
        nature,
        "",
        Map.of(),
        "");
  }

  /// An ordinary bearer key that opens nothing yet.
  public static MintRequest of(String tenant, Environment environment) {
    return new MintRequest(
        tenant,
        environment,
        "",
        "",
        "",
        Integration.NONE,
        Privilege.ORDINARY,
        OPENS_NOTHING,
        Binding.BEARER,
        "",
        Long.MAX_VALUE,
        "",
        Nature.REAL,
        "",
        Map.of(),
        "");
  }

  public MintRequest owned(String newOwner, String newContact) {
    return with(parts -> {
      parts.owner = newOwner;
      parts.contact = newContact;
    });
  }

  public MintRequest actingAs(String newPrincipal) {
    return with(parts -> parts.principal = newPrincipal);
  }

  public MintRequest usedBy(Integration newIntegration) {
    return with(parts -> parts.integration = newIntegration);
  }

  public MintRequest privileged() {
    return with(parts -> parts.privilege = Privilege.PRIVILEGED);
  }

  public MintRequest allowed(GrantText newGrant) {
    return with(parts -> parts.grant = newGrant);
  }

  /// With proof of possession.
  public MintRequest bound(Binding newBinding, String newPublicKey) {
    return with(parts -> {
      parts.binding = newBinding;
      parts.publicKey = newPublicKey;
    });
  }

  public MintRequest expiring(long newExpiresMicros) {
    return with(parts -> parts.expiresMicros = newExpiresMicros);
  }

  public MintRequest mintedBy(String newParentId) {
    return with(parts -> parts.parentId = newParentId);
  }

  /// A trap: looks like the others, and any use of it is a certain sign.
  public MintRequest honey() {
    return with(parts -> parts.nature = Nature.HONEY);
  }

  public MintRequest described(String newNote, Map<String, String> newLabels) {
    return with(parts -> {
      parts.note = newNote;
      parts.labels = newLabels;
    });
  }

  public MintRequest once(String newIdempotencyKey) {
    return with(parts -> parts.idempotencyKey = newIdempotencyKey);
  }

  private MintRequest with(Consumer<Parts> change) {
    Parts parts = new Parts(this);
    change.accept(parts);
    return parts.request();
  }

  /// A request while one thing about it changes.
  private static final class Parts {
    private final String tenant;
    private final Environment environment;
    private String principal;
    private String owner;
    private String contact;
    private Integration integration;
    private Privilege privilege;
    private GrantText grant;
    private Binding binding;
    private String publicKey;
    private long expiresMicros;
    private String parentId;
    private Nature nature;
    private String note;
    private Map<String, String> labels;
    private String idempotencyKey;

    Parts(MintRequest from) {
      tenant = from.tenant;
      environment = from.environment;
      principal = from.principal;
      owner = from.owner;
      contact = from.contact;
      integration = from.integration;
      privilege = from.privilege;
      grant = from.grant;
      binding = from.binding;
      publicKey = from.publicKey;
      expiresMicros = from.expiresMicros;
      parentId = from.parentId;
      nature = from.nature;
      note = from.note;
      labels = from.labels;
      idempotencyKey = from.idempotencyKey;
    }

    MintRequest request() {
      return new MintRequest(
          tenant,
          environment,
          principal,
          owner,
          contact,
          integration,
          privilege,
          grant,
          binding,
          publicKey,
          expiresMicros,
          parentId,
          nature,
          note,
          labels,
          idempotencyKey);
    }
  }
}
