package dev.warder.collect;

import dev.warder.collect.json.Tape;
import dev.warder.collect.text.RequestPath;
import dev.warder.collect.text.Timestamps;
import dev.warder.model.Activity;
import dev.warder.model.Call;
import dev.warder.model.Caller;
import dev.warder.model.CredentialKind;
import dev.warder.model.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Reads the GitHub audit log: events of organisations and enterprises, Git events, and API
/// requests. Confined to one thread.
///
/// Shape a token is its id, else the hash that the log gives of it; without either the actor stands
/// for the credential, `<actor>/console` if a browser did it. An API request has method, path and
/// the route that GitHub tells; all other events are actions
///
/// Source GitHub documentation, audit log events and token data in the audit log; exporters write
/// `@timestamp` as `at_sign_timestamp` and times without a zone (UTC)
final class GitHubFormat implements Format.Json {
  private enum Field {
    ACTION("action"),
    TIMESTAMP("@timestamp"),
    CREATED_AT("created_at"),
    SHIPPED("at_sign_timestamp"),
    DOCUMENT_ID("_document_id"),
    ACTOR("actor"),
    ACTOR_IP("actor_ip"),
    ACTOR_LOCATION("actor_location"),
    COUNTRY_CODE("country_code"),
    USER_AGENT("user_agent"),
    ORG("org"),
    BUSINESS("business"),
    REPO("repo"),
    REPOSITORY("repository"),
    USER("user"),
    TEAM("team"),
    HOOK_ID("hook_id"),
    NAME("name"),
    DATA("data"),
    HASHED_TOKEN("hashed_token"),
    TOKEN_ID("token_id"),
    ACCESS_TYPE("programmatic_access_type"),
    FINGERPRINT("fingerprint"),
    OPERATION_TYPE("operation_type"),
    REQUEST_METHOD("request_method"),
    URL_PATH("url_path"),
    QUERY_STRING("query_string"),
    ROUTE("route"),
    STATUS_CODE("status_code");

    private final String label;

    Field(String label) {
      this.label = label;
    }
  }

  /// Fields that stand beside `action` in no other log; one of them must be there.
  private static final List<Field> MARKS =
      List.of(
          Field.DOCUMENT_ID,
          Field.ACTOR_LOCATION,
          Field.ACTOR_IP,
          Field.ORG,
          Field.BUSINESS,
          Field.REPO,
          Field.HASHED_TOKEN,
          Field.ACCESS_TYPE,
          Field.OPERATION_TYPE);

  /// Fields told elsewhere in the activity, or of no use to a detection.
  private static final Set<String> NOT_ATTRIBUTES =
      Set.of(
          "action",
          "@timestamp",
          "created_at",
          "at_sign_timestamp",
          "_document_id",
          "actor",
          "actor_ip",
          "user_agent",
          "url_path",
          "query_string",
          "request_method",
          "request_id",
          "rate_limit_remaining",
          "token_id",
          "hashed_token");

  private static final String API = "github";
  private static final int ATTRIBUTE_CHARS = 256;

  private final Nouns nouns;
  private final Attributes attributes;
  private final RecordFields fields;
  private String marks = "";

  GitHubFormat(Nouns nouns) {
    this.nouns = nouns;
    attributes = new Attributes(nouns);
    fields =
        new RecordFields(nouns, Arrays.stream(Field.values()).map(field -> field.label).toList());
  }

  @Override
  public String name() {
    return "github";
  }

  @Override
  public boolean read(Tape tape, int node, RecordSink sink) {
    if (!tape.isObject(node)) {
      return false;
    }
    fields.open(tape, node);
    String action = fields.text(Field.ACTION);
    if (!isMine(action)) {
      return false;
    }
    int time = fields.either(Field.TIMESTAMP, Field.CREATED_AT);
    int shipped = time > 0 ? time : fields.node(Field.SHIPPED);
    long micros = fields.eventMicros(shipped, Field.TIMESTAMP.label, sink);
    if (micros != Timestamps.NONE) {
      deliver(action, micros, sink);
    }
    return true;
  }

  private boolean isMine(String action) {
    boolean actorIsName =
        !fields.has(Field.ACTOR) || !fields.tape().isContainer(fields.node(Field.ACTOR));
    if (action.isEmpty() || !actorIsName || !isName(action)) {
      return false;
    }
    for (Field mark : MARKS) {
      if (fields.has(mark)) {
        return true;
      }
    }
    return false;
  }

  /// `repo.create`, `invite_member`.
  private static boolean isName(String action) {
    for (int i = 0; i < action.length(); i++) {
      char c = action.charAt(i);
      boolean fits =
          (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '.' || c == '-';
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  private void deliver(String action, long micros, RecordSink sink) {
    String uid = fields.text(Field.DOCUMENT_ID);
    String org = fields.text(Field.ORG);
    boolean mints = mints(action);
    String minted = mints ? token() : "";
    marks = "";
    Call call =
        fields.has(Field.REQUEST_METHOD) ? request() : nouns.call(API, "", "", "github:" + action);
    long status = fields.number(fields.node(Field.STATUS_CODE), 0);
    sink.deliver(
        new Activity(
            micros,
            uid.isEmpty() ? sink.derivedUid() : uid,
            org.isEmpty() ? fields.text(Field.BUSINESS) : org,
            caller(mints),
            nouns.source(
                fields.text(Field.ACTOR_IP), fields.text(Field.ACTOR_LOCATION, Field.COUNTRY_CODE)),
            nouns.client(fields.agent(fields.node(Field.USER_AGENT)), ""),
            call,
            status == 0 ? Outcome.SUCCESS : nouns.outcome(Math.clamp(status, 0, 999)),
            Activity.UNKNOWN,
            Activity.UNKNOWN,
            Activity.UNKNOWN,
            targets(),
            made(action),
            minted,
            nouns.parameters(fields.text(Field.QUERY_STRING)),
            attributes(micros).toMap()));
  }

  private Call request() {
    Tape tape = fields.tape();
    int target = fields.node(Field.URL_PATH);
    String method = fields.text(Field.REQUEST_METHOD).toUpperCase(Locale.ROOT);
    String route = fields.text(Field.ROUTE);
    String path = "";
    if (target > 0 && !tape.isContainer(target)) {
      RequestPath found = nouns.path(tape.bytes(), tape.start(target), tape.end(target));
      path = found.path();
      marks = found.marks();
    }
    return nouns.call(API, method, path, route, "");
  }

  /// A person makes tokens and keys in the browser: the token that such an event names is the one
  /// that was made, unless it says that a token was used.
  private boolean mints(String action) {
    boolean makes =
        switch (action) {
          case "personal_access_token.create",
              "personal_access_token.regenerate",
              "personal_access_token.access_granted",
              "oauth_access.create",
              "oauth_access.regenerate",
              "oauth_application.generate_client_secret",
              "integration.generate_client_secret",
              "deploy_key.create",
              "public_key.create" ->
              true;
          default -> false;
        };
    return makes && fields.text(Field.ACCESS_TYPE).isEmpty();
  }

  private String token() {
    String id = fields.text(Field.TOKEN_ID);
    String token = id.isEmpty() ? fields.text(Field.HASHED_TOKEN) : id;
    return token.isEmpty() ? fields.text(Field.FINGERPRINT) : token;
  }

  private Caller caller(boolean mints) {
    String actor = fields.text(Field.ACTOR);
    String type = fields.text(Field.ACCESS_TYPE);
    String id = fields.text(Field.TOKEN_ID);
    String token = id.isEmpty() ? fields.text(Field.HASHED_TOKEN) : id;
    if (!token.isEmpty() && !mints) {
      boolean shortLived = type.toLowerCase(Locale.ROOT).contains("server-to-server");
      return shortLived
          ? nouns.caller(token, CredentialKind.SESSION, actor, actor, actor)
          : nouns.caller(token, CredentialKind.API_KEY, actor, actor, "");
    }
    if (actor.isEmpty()) {
      return Caller.ANONYMOUS;
    }
    boolean browser = fields.agent(fields.node(Field.USER_AGENT)).startsWith("Mozilla/");
    return browser && type.isEmpty()
        ? nouns.caller(actor + "/console", CredentialKind.CONSOLE, actor, actor, "")
        : nouns.caller(actor, CredentialKind.PRINCIPAL, actor, actor, "");
  }

  private List<String> targets() {
    List<String> targets = new ArrayList<>();
    add(targets, fields.text(fields.either(Field.REPO, Field.REPOSITORY)));
    add(targets, fields.text(Field.USER));
    add(targets, team());
    add(targets, hook());
    add(targets, fields.text(Field.FINGERPRINT));
    return targets;
  }

  private static void add(List<String> targets, String name) {
    if (!name.isEmpty()) {
      targets.add(name);
    }
  }

  private String team() {
    return fields.has(Field.TEAM) ? fields.text(Field.TEAM) : fields.text(Field.DATA, Field.TEAM);
  }

  private String hook() {
    return fields.has(Field.HOOK_ID)
        ? fields.text(Field.HOOK_ID)
        : fields.text(Field.DATA, Field.HOOK_ID);
  }

  private List<String> made(String action) {
    String made =
        switch (action) {
          case "repo.create" -> fields.text(fields.either(Field.REPO, Field.REPOSITORY));
          case "team.create" -> team();
          case "hook.create" -> hook();
          case "public_key.create", "deploy_key.create" -> fields.text(Field.FINGERPRINT);
          case "integration.create", "oauth_application.create" -> fields.text(Field.NAME);
          default -> "";
        };
    return made.isEmpty() ? List.of() : List.of(made);
  }

  private Attributes attributes(long micros) {
    attributes.start(ATTRIBUTE_CHARS);
    attributes.noteTime(micros);
    attributes.put("path.marks", marks);
    Tape tape = fields.tape();
    int record = fields.object();
    for (int n = record + 1; n < tape.next(record); n = tape.next(n)) {
      String name = tape.name(n);
      if (!NOT_ATTRIBUTES.contains(name)) {
        attributes.flatten(tape, n, name);
      }
    }
    return attributes;
  }
}
