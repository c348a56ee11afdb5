package dev.warder.api.wire;

import dev.warder.api.http.Caller;
import dev.warder.api.http.Problem;
import dev.warder.api.http.ProblemCode;
import dev.warder.api.http.ProblemException;
import dev.warder.keys.Keys;
import dev.warder.keys.KeysException;
import dev.warder.keys.ManagedKey;
import dev.warder.model.ErrorCode;
import dev.warder.model.KeyRecord.Privilege;
import dev.warder.policy.scope.OperationPattern;
import dev.warder.policy.text.Parsed;
import java.util.List;
import java.util.stream.Stream;

/// Guards Warder's own credentials: they are keys of the tenant `warder`, and only privileged ones
/// among them may see, mint or change such keys.
///
/// Guarantees for everybody else a key of Warder's own is answered byte for byte as one that does
/// not exist; a credential that may mint keys of the platform cannot mint itself a greater one
public final class Own {
  /// Whose keys Warder's own credentials are.
  public static final String TENANT = "warder";

  /// Operations by which keys get power: who may call one of them counts as privileged where second
  /// persons approve. What only looks, judges or takes away is not among them.
  public static final List<OperationPattern> POWERS =
      Stream.of(
              "POST /v1/keys",
              "POST /v1/keys/{id}",
              "PATCH /v1/keys/{id}",
              "POST /v1/approvals/{id}",
              "PUT /v1/scope-sets/{name}",
              "POST /v1/imports")
          .map(Own::pattern)
          .toList();

  private final Keys keys;

  public Own(Keys keys) {
    this.keys = keys;
  }

  /// A key that the caller may know of.
  public ManagedKey find(Caller caller, String id) throws KeysException, ProblemException {
    ManagedKey key;
    try {
      key = keys.find(id);
    } catch (KeysException e) {
      if (e.code() == ErrorCode.NOT_FOUND) {
        throw absent();
      }
      throw e;
    }
    if (isOwn(key) && !mayTouchOwn(caller)) {
      throw absent();
    }
    return key;
  }

  /// Refuses a tenant that the caller has no business with.
  public void admit(Caller caller, String tenant) throws KeysException, ProblemException {
    if (tenant.equals(TENANT) && !mayTouchOwn(caller)) {
      throw new ProblemException(
          ProblemCode.NOT_ALLOWED,
          "Keys of the tenant 'warder' are Warder's own credentials; only a privileged one of them"
              + " may mint or change such.");
    }
  }

  /// Whether the caller may see and change Warder's own credentials.
  public boolean mayTouchOwn(Caller caller) throws KeysException {
    ManagedKey own = keys.find(caller.id());
    return isOwn(own) && own.facts().privilege() == Privilege.PRIVILEGED;
  }

  /// A selector that leaves Warder's own credentials alone, so that no mass invalidation locks out
  /// whoever runs it.
  public static String sparing(String selector) {
    return "(" + selector + ") and not tenant = " + TENANT;
  }

  private static OperationPattern pattern(String text) {
    return switch (OperationPattern.parse(text)) {
      case Parsed.Value<OperationPattern>(OperationPattern pattern) -> pattern;
      case Parsed.Problem<OperationPattern> problem ->
          throw new IllegalStateException(text + ": " + problem.message());
    };
  }

  private static boolean isOwn(ManagedKey key) {
    return key.facts().tenant().equals(TENANT);
  }

  private static ProblemException absent() {
    return new ProblemException(Problem.of(ProblemCode.NOT_FOUND, "No such key."));
  }
}
