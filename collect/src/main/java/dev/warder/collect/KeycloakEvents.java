package dev.warder.collect;

import dev.warder.model.Activity;
import dev.warder.model.Caller;
import dev.warder.model.CredentialKind;
import dev.warder.model.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// One event of Keycloak, gathered field by field from JSON or text, and what it means. Reused from
/// event to event; confined to one thread.
///
/// Shape `LOGIN_ERROR` -> action `keycloak:login`, refused; `CREATE` of `CLIENT` -> action
/// `keycloak:admin.client.create`; `ACTION` on `users/…/reset-password` -> action
/// `keycloak:admin.user.reset-password`
///
/// A service account is its client id; a person who logs in, the session; behind an administration
/// event, which names no session, the user.
///
/// Source Keycloak 26 server administration guide, user events and admin events
final class KeycloakEvents {
  private static final int ATTRIBUTE_CHARS = 256;
  private static final int MAX_VERB = 40;
  private static final int ID_LENGTH = 36;
  private static final String SERVICE_ACCOUNT = "service-account-";
  private static final String ERROR = "_ERROR";

  /// What the event says of itself; empty where it does not.
  String id = "";

  String realm = "";
  String type = "";
  String operation = "";
  String resourceType = "";
  String resourcePath = "";
  String client = "";
  String user = "";
  String userName = "";
  String session = "";
  String address = "";
  String error = "";

  /// The client id that a representation names.
  String namedClient = "";

  private final Nouns nouns;
  private final Attributes attributes;

  KeycloakEvents(Nouns nouns) {
    this.nouns = nouns;
    attributes = new Attributes(nouns);
  }

  void start() {
    id = realm = type = operation = resourceType = resourcePath = "";
    client = user = userName = session = address = error = namedClient = "";
    attributes.start(ATTRIBUTE_CHARS);
  }

  Attributes attributes() {
    return attributes;
  }

  /// Whether enough is known to name what happened.
  boolean isComplete() {
    return isAdministration() ? !resourceType.isEmpty() : !type.isEmpty();
  }

  private boolean isAdministration() {
    return !operation.isEmpty();
  }

  void deliver(long micros, RecordSink sink) {
    attributes.noteTime(micros);
    attributes.put("operationType", operation);
    attributes.put("resourcePath", resourcePath);
    attributes.put("error", error);
    if (isAdministration() || !type.startsWith("CLIENT_LOGIN")) {
      attributes.put("clientId", client);
    }
    Outcome outcome = outcome();
    sink.deliver(
        new Activity(
            micros,
            id.isEmpty() ? sink.derivedUid() : id,
            realm,
            isAdministration() ? administrator() : login(),
            nouns.source(address, ""),
            nouns.client("", ""),
            nouns.call("keycloak", "", "", "keycloak:" + action()),
            outcome,
            Activity.UNKNOWN,
            Activity.UNKNOWN,
            Activity.UNKNOWN,
            isAdministration() ? targets() : List.of(),
            outcome.succeeded() ? made() : List.of(),
            outcome.succeeded() ? minted() : "",
            List.of(),
            attributes.toMap()));
  }

  private String action() {
    if (!isAdministration()) {
      boolean failed = type.endsWith(ERROR);
      return (failed ? type.substring(0, type.length() - ERROR.length()) : type)
          .toLowerCase(Locale.ROOT);
    }
    String verb = operation.equals("ACTION") ? verb() : "";
    String done = verb.isEmpty() ? operation.toLowerCase(Locale.ROOT) : verb;
    return "admin." + resourceType.toLowerCase(Locale.ROOT) + "." + done;
  }

  /// What an `ACTION` does, by the end of its path; empty if that is an id or a name.
  private String verb() {
    String[] segments = segments();
    if (segments.length != 3 && segments.length != 1) {
      return "";
    }
    String last = segments[segments.length - 1];
    boolean word = !last.isEmpty() && last.length() <= MAX_VERB;
    for (int i = 0; i < last.length() && word; i++) {
      char c = last.charAt(i);
      word = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-';
    }
    return word ? last : "";
  }

  private Outcome outcome() {
    if (error.isEmpty() && !type.endsWith(ERROR) && !operation.endsWith(ERROR)) {
      return Outcome.SUCCESS;
    }
    String why = error.toLowerCase(Locale.ROOT);
    boolean denied =
        !isAdministration()
            || why.contains("denied")
            || why.contains("forbidden")
            || why.contains("not_allowed");
    return new Outcome(
        denied ? Outcome.Result.DENIED : Outcome.Result.FAILED, 0, nouns.attribute(error));
  }

  private Caller administrator() {
    return user.isEmpty()
        ? Caller.ANONYMOUS
        : nouns.caller(user, CredentialKind.PRINCIPAL, user, userName, client);
  }

  private Caller login() {
    boolean service = type.startsWith("CLIENT_LOGIN") || userName.startsWith(SERVICE_ACCOUNT);
    if (service && !client.isEmpty()) {
      String principal = user.isEmpty() ? client : user;
      return nouns.caller(client, CredentialKind.API_KEY, principal, client, "");
    }
    String principal = user.isEmpty() ? userName : user;
    if (principal.isEmpty()) {
      return Caller.ANONYMOUS;
    }
    return session.isEmpty()
        ? nouns.caller(principal, CredentialKind.PRINCIPAL, principal, userName, "")
        : nouns.caller(session, CredentialKind.CONSOLE, principal, userName, principal);
  }

  private String[] segments() {
    return resourcePath.split("/", 16);
  }

  /// What the path names: the thing itself, and every id behind it.
  private List<String> targets() {
    if (resourcePath.isEmpty()) {
      return realm.isEmpty() ? List.of() : List.of(realm);
    }
    String[] segments = segments();
    List<String> targets = new ArrayList<>();
    for (int i = 1; i < segments.length; i++) {
      if (i == 1 || isId(segments[i])) {
        targets.add(segments[i]);
      }
    }
    return targets.isEmpty() ? List.of(resourcePath) : targets;
  }

  private static boolean isId(String segment) {
    return segment.length() == ID_LENGTH && segment.charAt(8) == '-' && segment.charAt(23) == '-';
  }

  private List<String> made() {
    String[] segments = segments();
    return operation.equals("CREATE") && segments.length == 2 ? List.of(segments[1]) : List.of();
  }

  /// A new client, or a new secret of one: what it will log in with is its client id.
  private String minted() {
    String[] segments = segments();
    boolean created = operation.equals("CREATE") && segments.length == 2;
    boolean renewed = operation.equals("ACTION") && verb().equals("client-secret");
    if (!resourceType.equals("CLIENT") || segments.length < 2 || !(created || renewed)) {
      return "";
    }
    return namedClient.isEmpty() ? segments[1] : namedClient;
  }
}
