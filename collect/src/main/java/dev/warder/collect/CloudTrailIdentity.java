package dev.warder.collect;

import dev.warder.collect.json.FieldNames;
import dev.warder.collect.json.Tape;
import dev.warder.model.Caller;
import dev.warder.model.CredentialKind;
import java.util.Arrays;

/// Turns a `userIdentity` into a caller. Confined to one thread.
///
/// Shape AssumedRole -> the session's ARN, its role as principal and parent; IAMUser, Root -> the
/// access key, its user as principal; a service acting for somebody -> the service, the principal
/// it acts for; no key -> the principal itself
///
/// Source AWS CloudTrail userIdentity element
@SuppressWarnings("EnumOrdinal") // fields are numbered by FieldNames in the order of the enum
final class CloudTrailIdentity {
  private enum Field {
    TYPE("type"),
    ARN("arn"),
    PRINCIPAL_ID("principalId"),
    ACCOUNT_ID("accountId"),
    ACCESS_KEY_ID("accessKeyId"),
    USER_NAME("userName"),
    INVOKED_BY("invokedBy"),
    SESSION_CONTEXT("sessionContext"),
    SESSION_ISSUER("sessionIssuer"),
    ATTRIBUTES("attributes"),
    MFA("mfaAuthenticated"),
    EC2_ROLE_DELIVERY("ec2RoleDelivery"),
    IN_SCOPE_OF("inScopeOf"),
    CREDENTIAL_ID("credentialId");

    private final String label;

    Field(String label) {
      this.label = label;
    }
  }

  private static final Field[] FIELDS = Field.values();
  private static final FieldNames NAMES =
      new FieldNames(Arrays.stream(FIELDS).map(field -> field.label).toList());

  private final Nouns nouns;
  private final String[] own = new String[FIELDS.length];
  private String issuerArn = "";
  private String issuerName = "";
  private boolean workload;
  private boolean person;
  private boolean duplicate;

  CloudTrailIdentity(Nouns nouns) {
    this.nouns = nouns;
  }

  /// @param node the `userIdentity`, or 0 if there is none
  void read(Tape tape, int node, String agent, boolean fromConsole) {
    Arrays.fill(own, "");
    issuerArn = issuerName = "";
    workload = false;
    duplicate = false;
    if (node > 0 && tape.isObject(node)) {
      readOwn(tape, node);
    }
    person = fromConsole || isConsoleAgent(agent) || mfa().equals("true");
  }

  private void readOwn(Tape tape, int node) {
    long seen = 0;
    for (int n = node + 1; n < tape.next(node); n = tape.next(n)) {
      int id = tape.field(n, NAMES);
      if (id < 0) {
        continue;
      }
      duplicate |= (seen & (1L << id)) != 0;
      seen |= 1L << id;
      if (id == Field.SESSION_CONTEXT.ordinal()) {
        readContext(tape, n);
      } else if (id == Field.IN_SCOPE_OF.ordinal()) {
        workload |= tape.isObject(n);
      } else {
        own[id] = text(tape, n);
      }
    }
  }

  private void readContext(Tape tape, int node) {
    for (int n = firstChild(tape, node); n < tape.next(node); n = tape.next(n)) {
      int id = tape.field(n, NAMES);
      if (id == Field.SESSION_ISSUER.ordinal()) {
        issuerArn = child(tape, n, Field.ARN);
        issuerName = child(tape, n, Field.USER_NAME);
      } else if (id == Field.ATTRIBUTES.ordinal()) {
        own[Field.MFA.ordinal()] = child(tape, n, Field.MFA);
      } else if (id == Field.EC2_ROLE_DELIVERY.ordinal()) {
        workload |= !text(tape, n).isEmpty();
      }
    }
  }

  Caller caller() {
    String arn = of(Field.ARN);
    String key = of(Field.ACCESS_KEY_ID);
    String principal = principal();
    if (!invokedBy().isEmpty()) {
      return nouns.caller(invokedBy(), CredentialKind.SERVICE, principal, name(), principal);
    }
    if (AwsNames.isAssumedRole(arn)) {
      String role = issuerArn.isEmpty() ? AwsNames.roleOf(arn) : issuerArn;
      return nouns.caller(arn, sessionKind(arn), role, name(), role);
    }
    if (type().equals("FederatedUser") && !arn.isEmpty()) {
      return nouns.caller(arn, CredentialKind.SESSION, arn, name(), issuerArn);
    }
    String credential = key.isEmpty() ? of(Field.CREDENTIAL_ID) : key;
    if (credential.isEmpty()) {
      return principal.isEmpty()
          ? Caller.ANONYMOUS
          : nouns.caller(principal, CredentialKind.PRINCIPAL, principal, name(), "");
    }
    boolean longLived = key.startsWith("AKIA");
    return nouns.caller(
        credential, keyKind(longLived), principal, name(), longLived ? "" : principal);
  }

  private CredentialKind keyKind(boolean longLived) {
    if (longLived) {
      return CredentialKind.API_KEY;
    }
    return person ? CredentialKind.CONSOLE : CredentialKind.SESSION;
  }

  private CredentialKind sessionKind(String arn) {
    return workload || AwsNames.isInstanceSession(arn)
        ? CredentialKind.WORKLOAD_SESSION
        : CredentialKind.SESSION;
  }

  private String principal() {
    String arn = of(Field.ARN);
    if (AwsNames.isAssumedRole(arn)) {
      return issuerArn.isEmpty() ? AwsNames.roleOf(arn) : issuerArn;
    }
    return !arn.isEmpty() ? arn : of(Field.PRINCIPAL_ID);
  }

  private String name() {
    String name = of(Field.USER_NAME);
    return !name.isEmpty() ? name : type().equals("Root") ? "root" : issuerName;
  }

  boolean hasDuplicate() {
    return duplicate;
  }

  String type() {
    return of(Field.TYPE);
  }

  String account() {
    return of(Field.ACCOUNT_ID);
  }

  String mfa() {
    return of(Field.MFA);
  }

  String invokedBy() {
    return of(Field.INVOKED_BY);
  }

  private String of(Field field) {
    return own[field.ordinal()];
  }

  private static boolean isConsoleAgent(String agent) {
    return agent.startsWith("Mozilla/")
        || agent.contains("console.amazonaws.com")
        || agent.contains("signin.amazonaws.com");
  }

  private String child(Tape tape, int object, Field field) {
    for (int n = firstChild(tape, object); n < tape.next(object); n = tape.next(n)) {
      if (tape.field(n, NAMES) == field.ordinal()) {
        return text(tape, n);
      }
    }
    return "";
  }

  private static int firstChild(Tape tape, int object) {
    return tape.isObject(object) ? object + 1 : tape.next(object);
  }

  private String text(Tape tape, int n) {
    return tape.isNull(n) || tape.isContainer(n)
        ? ""
        : nouns.credentialId(tape.bytes(), tape.start(n), tape.end(n));
  }
}
