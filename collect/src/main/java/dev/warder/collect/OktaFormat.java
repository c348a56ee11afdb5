package dev.warder.collect;

import dev.warder.collect.json.Tape;
import dev.warder.collect.text.Slices;
import dev.warder.collect.text.Timestamps;
import dev.warder.model.Activity;
import dev.warder.model.Caller;
import dev.warder.model.CredentialKind;
import dev.warder.model.Outcome;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/// Reads events of the Okta System Log. Confined to one thread.
///
/// Shape an API token is its public id (`transaction.detail.requestApiTokenId`), a service app its
/// client id, a person their session; without any of these the actor stands for the credential
///
/// Of `debugContext.debugData` only fields leave here that are known to hold no secret: its URLs
/// carry state tokens.
///
/// Source Okta System Log API, LogEvent object; some exporters write the names of its top level in
/// lower case and times without a zone (UTC)
final class OktaFormat implements Format.Json {
  private enum Field {
    EVENT_TYPE("eventType"),
    EVENT_TYPE_LOWER("eventtype"),
    PUBLISHED("published"),
    UUID("uuid"),
    ACTOR("actor"),
    CLIENT("client"),
    OUTCOME("outcome"),
    TARGET("target"),
    TRANSACTION("transaction"),
    SEVERITY("severity"),
    DISPLAY_MESSAGE("displayMessage"),
    DISPLAY_MESSAGE_LOWER("displaymessage"),
    LEGACY("legacyEventType"),
    LEGACY_LOWER("legacyeventtype"),
    DEBUG("debugContext"),
    DEBUG_LOWER("debugcontext"),
    AUTHENTICATION("authenticationContext"),
    AUTHENTICATION_LOWER("authenticationcontext"),
    SECURITY("securityContext"),
    SECURITY_LOWER("securitycontext"),
    ID("id"),
    TYPE("type"),
    ALTERNATE_ID("alternateId"),
    DISPLAY_NAME("displayName"),
    ADDRESS("ipAddress"),
    USER_AGENT("userAgent"),
    RAW_USER_AGENT("rawUserAgent"),
    LOCATION("geographicalContext"),
    COUNTRY("country"),
    ZONE("zone"),
    RESULT("result"),
    REASON("reason"),
    DETAIL("detail"),
    API_TOKEN("requestApiTokenId"),
    SESSION("externalSessionId"),
    DEBUG_DATA("debugData"),
    IS_PROXY("isProxy");

    private final String label;

    Field(String label) {
      this.label = label;
    }
  }

  /// Fields that events of no other system have together; two of them must be there.
  private static final List<Field> MARKS =
      List.of(
          Field.PUBLISHED,
          Field.UUID,
          Field.SEVERITY,
          Field.DISPLAY_MESSAGE,
          Field.DISPLAY_MESSAGE_LOWER,
          Field.LEGACY,
          Field.LEGACY_LOWER,
          Field.DEBUG,
          Field.DEBUG_LOWER,
          Field.AUTHENTICATION,
          Field.AUTHENTICATION_LOWER,
          Field.SECURITY,
          Field.SECURITY_LOWER);

  private static final Set<String> HARMLESS_DEBUG_DATA =
      Set.of(
          "requestUri",
          "behaviors",
          "risk",
          "threatSuspected",
          "threatDetections",
          "privilegeGranted",
          "privilegeRevoked",
          "grantType",
          "requestedScopes",
          "grantedScopes",
          "changedAttributes",
          "factor",
          "loginResult",
          "promptingPolicyTypes",
          "suspiciousActivityEventType");

  /// Events whose first target is a credential that the call brought into being.
  private static final Set<String> MINTING =
      Set.of(
          "system.api_token.create",
          "app.oauth2.client.lifecycle.create",
          "app.oauth2.credentials.lifecycle.create",
          "iam.apitoken.create");

  private static final int ATTRIBUTE_CHARS = 256;
  private static final int REASON_CHARS = 128;

  private final Nouns nouns;
  private final Attributes attributes;
  private final RecordFields fields;

  OktaFormat(Nouns nouns) {
    this.nouns = nouns;
    attributes = new Attributes(nouns);
    fields =
        new RecordFields(nouns, Arrays.stream(Field.values()).map(field -> field.label).toList());
  }

  @Override
  public String name() {
    return "okta";
  }

  @Override
  public boolean read(Tape tape, int node, RecordSink sink) {
    if (!tape.isObject(node)) {
      return false;
    }
    fields.open(tape, node);
    String event = fields.text(fields.either(Field.EVENT_TYPE, Field.EVENT_TYPE_LOWER));
    if (event.isEmpty() || !isMine()) {
      return false;
    }
    long micros = fields.eventMicros(fields.node(Field.PUBLISHED), Field.PUBLISHED.label, sink);
    if (micros != Timestamps.NONE) {
      deliver(event, micros, sink);
    }
    return true;
  }

  private boolean isMine() {
    int seen = 0;
    for (Field mark : MARKS) {
      seen += fields.has(mark) ? 1 : 0;
    }
    seen += fields.under(fields.node(Field.ACTOR), Field.ALTERNATE_ID) > 0 ? 1 : 0;
    seen += fields.under(fields.node(Field.OUTCOME), Field.RESULT) > 0 ? 1 : 0;
    seen += fields.under(fields.node(Field.CLIENT), Field.ADDRESS) > 0 ? 1 : 0;
    return seen >= 2;
  }

  private void deliver(String event, long micros, RecordSink sink) {
    String uid = fields.text(Field.UUID);
    Outcome outcome = outcome(event);
    List<String> targets = targets();
    boolean creates = outcome.succeeded() && event.endsWith(".create") && !targets.isEmpty();
    boolean mints = outcome.succeeded() && MINTING.contains(event) && !targets.isEmpty();
    int client = fields.node(Field.CLIENT);
    int agent = fields.under(client, Field.USER_AGENT);
    sink.deliver(
        new Activity(
            micros,
            uid.isEmpty() ? sink.derivedUid() : uid,
            "",
            caller(),
            nouns.source(fields.textUnder(client, Field.ADDRESS), ""),
            nouns.client(fields.agent(fields.under(agent, Field.RAW_USER_AGENT)), ""),
            nouns.call("okta", "", "", "okta:" + event),
            outcome,
            Activity.UNKNOWN,
            Activity.UNKNOWN,
            Activity.UNKNOWN,
            targets,
            creates ? List.of(targets.getFirst()) : List.of(),
            mints ? targets.getFirst() : "",
            List.of(),
            attributes(micros).toMap()));
  }

  private Caller caller() {
    int actor = fields.node(Field.ACTOR);
    String type = fields.textUnder(actor, Field.TYPE);
    String id = known(fields.textUnder(actor, Field.ID));
    String login = known(fields.textUnder(actor, Field.ALTERNATE_ID));
    String principal = id.isEmpty() ? login : id;
    if (principal.isEmpty() || type.equals("IP address")) {
      return Caller.ANONYMOUS;
    }
    String name = login.isEmpty() ? fields.textUnder(actor, Field.DISPLAY_NAME) : login;
    int detail = fields.under(fields.node(Field.TRANSACTION), Field.DETAIL);
    String token = fields.textUnder(detail, Field.API_TOKEN);
    int authentication = fields.either(Field.AUTHENTICATION, Field.AUTHENTICATION_LOWER);
    String session = known(fields.textUnder(authentication, Field.SESSION));
    if (!token.isEmpty()) {
      return nouns.caller(token, CredentialKind.API_KEY, principal, name, "");
    }
    if (type.equals("PublicClientApp")) {
      return nouns.caller(principal, CredentialKind.API_KEY, principal, name, "");
    }
    if (type.equals("SystemPrincipal")) {
      return nouns.caller(principal, CredentialKind.SERVICE, principal, name, "");
    }
    return session.isEmpty()
        ? nouns.caller(principal, CredentialKind.PRINCIPAL, principal, name, "")
        : nouns.caller(session, CredentialKind.CONSOLE, principal, name, principal);
  }

  /// Okta writes `unknown` where it does not know.
  private static String known(String text) {
    return text.equals("unknown") ? "" : text;
  }

  /// An event without an outcome is told because it happened.
  private Outcome outcome(String event) {
    String reason = fields.text(Field.OUTCOME, Field.REASON);
    return switch (fields.text(Field.OUTCOME, Field.RESULT)) {
      case "", "SUCCESS", "ALLOW" -> Outcome.SUCCESS;
      case "DENY", "REJECTED" -> failure(Outcome.Result.DENIED, reason);
      case "RATE_LIMIT" -> failure(Outcome.Result.THROTTLED, reason);
      case "FAILURE" ->
          failure(isLogin(event) ? Outcome.Result.DENIED : Outcome.Result.FAILED, reason);
      default -> failure(Outcome.Result.UNKNOWN, reason);
    };
  }

  private Outcome failure(Outcome.Result result, String reason) {
    return new Outcome(result, 0, nouns.attribute(Slices.cut(reason, REASON_CHARS)));
  }

  private static boolean isLogin(String event) {
    return event.startsWith("user.session.") || event.contains("auth");
  }

  private List<String> targets() {
    int list = fields.node(Field.TARGET);
    Tape tape = fields.tape();
    if (list == 0 || !tape.isArray(list)) {
      return List.of();
    }
    String[] found = new String[Activity.MAX_LIST];
    int count = 0;
    for (int n = list + 1; n < tape.next(list) && count < found.length; n = tape.next(n)) {
      String id = known(fields.textUnder(n, Field.ID));
      String name = id.isEmpty() ? known(fields.textUnder(n, Field.ALTERNATE_ID)) : id;
      if (!name.isEmpty()) {
        found[count++] = name;
      }
    }
    return List.of(Arrays.copyOf(found, count));
  }

  private Attributes attributes(long micros) {
    attributes.start(ATTRIBUTE_CHARS);
    attributes.noteTime(micros);
    attributes.put("actor.type", fields.text(Field.ACTOR, Field.TYPE));
    attributes.put("legacyEventType", fields.text(fields.either(Field.LEGACY, Field.LEGACY_LOWER)));
    attributes.put("outcome.reason", fields.text(Field.OUTCOME, Field.REASON));
    attributes.put("transaction.type", fields.text(Field.TRANSACTION, Field.TYPE));
    int client = fields.node(Field.CLIENT);
    attributes.put("client.zone", fields.textUnder(client, Field.ZONE));
    int location = fields.under(client, Field.LOCATION);
    attributes.put("client.country", fields.textUnder(location, Field.COUNTRY));
    int security = fields.either(Field.SECURITY, Field.SECURITY_LOWER);
    attributes.put("securityContext.isProxy", fields.textUnder(security, Field.IS_PROXY));
    putDebugData(fields.under(fields.either(Field.DEBUG, Field.DEBUG_LOWER), Field.DEBUG_DATA));
    if (fields.has(Field.TARGET)) {
      attributes.flatten(fields.tape(), fields.node(Field.TARGET), "target");
    }
    return attributes;
  }

  private void putDebugData(int data) {
    Tape tape = fields.tape();
    if (data == 0 || !tape.isObject(data)) {
      return;
    }
    for (int n = data + 1; n < tape.next(data); n = tape.next(n)) {
      String name = tape.name(n);
      if (HARMLESS_DEBUG_DATA.contains(name)) {
        attributes.put("debugData." + name, tape.text(n, ATTRIBUTE_CHARS));
      }
    }
  }
}
