package dev.warder.collect;

import dev.warder.collect.json.FieldNames;
import dev.warder.collect.json.Tape;
import dev.warder.collect.text.RequestPath;
import dev.warder.collect.text.Slices;
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
import java.util.Map;
import java.util.Set;

/// Reads OCSF API Activity (class 6003) and HTTP Activity (4002). The hot path: one record is read
/// in one pass over its tape, and only what never repeats is allocated. Confined to one thread.
///
/// Errors a record of another OCSF class, without a time, or with an object where a word belongs is
/// skipped Source OCSF 1.5, classes 6003 and 4002
@SuppressWarnings("EnumOrdinal") // fields are numbered by FieldNames in the order of the enum
final class OcsfFormat implements Format.Json {
  private static final int API_ACTIVITY = 6003;
  private static final int HTTP_ACTIVITY = 4002;
  private static final int CREATE = 1;
  private static final Set<String> CREDENTIAL_TYPES =
      Set.of("api_key", "access_key", "credential", "token", "session", "service_account_key");
  private static final int STATUS_SUCCESS = 1;
  private static final int STATUS_FAILURE = 2;
  private static final long MAX_SIZE = 1_000_000_000_000L;
  private static final int ATTRIBUTE_CHARS = 256;

  /// All fields read at any level, by their OCSF names.
  private enum Field {
    CLASS_UID,
    ACTIVITY_ID,
    TIME,
    TIME_DT,
    METADATA,
    ACTOR,
    SRC_ENDPOINT,
    HTTP_REQUEST,
    HTTP_RESPONSE,
    API,
    STATUS_ID,
    TLS,
    CLOUD,
    RESOURCES,
    JA4_FINGERPRINT_LIST,
    UID,
    TENANT_UID,
    USER,
    SESSION,
    CREDENTIAL_UID,
    NAME,
    ACCOUNT,
    IP,
    SVC_NAME,
    LOCATION,
    COUNTRY,
    HTTP_METHOD,
    URL,
    USER_AGENT,
    LENGTH,
    HOSTNAME,
    PATH,
    QUERY_STRING,
    CODE,
    LATENCY,
    OPERATION,
    SERVICE,
    REQUEST,
    RESPONSE,
    ERROR,
    DATA,
    JA4,
    TYPE,
    VALUE
  }

  private static final Field[] FIELDS = Field.values();
  private static final FieldNames NAMES =
      new FieldNames(
          Arrays.stream(FIELDS).map(field -> field.name().toLowerCase(Locale.ROOT)).toList());
  private static final RequestPath NO_PATH = new RequestPath("", "");

  private final Nouns nouns;
  private final KeyField keyField;
  private final Attributes attributes;

  private long classUid;
  private long timeMicros;
  private boolean timeSeen;
  private boolean invalid;
  private boolean duplicate;
  private String uid = "";
  private String tenant = "";
  private String account = "";
  private String credential = "";
  private String principal = "";
  private String principalName = "";
  private String address = "";
  private String service = "";
  private String country = "";
  private String method = "";
  private String host = "";
  private RequestPath path = NO_PATH;
  private int queryNode;
  private String agent = "";
  private String ja4 = "";
  private String operation = "";
  private String apiService = "";
  private String requestUid = "";
  private String error = "";
  private int dataNode;
  private int resourcesNode;
  private long activityId;
  private long requestBytes;
  private long responseBytes;
  private long latencyMillis;
  private int code;
  private int statusId;

  OcsfFormat(Nouns nouns, String keyField) {
    this.nouns = nouns;
    this.keyField = new KeyField(keyField);
    attributes = new Attributes(nouns);
  }

  @Override
  public String name() {
    return "ocsf";
  }

  @Override
  public boolean read(Tape tape, int node, RecordSink sink) {
    if (!tape.isObject(node)) {
      return false;
    }
    reset();
    readRoot(tape, node);
    if (classUid == Activity.UNKNOWN) {
      return false;
    }
    if (classUid != API_ACTIVITY && classUid != HTTP_ACTIVITY) {
      sink.skip(SkipReason.NOT_A_CALL, "OCSF class other than 6003 and 4002");
    } else if (duplicate) {
      sink.skip(SkipReason.DUPLICATE_FIELD, "an OCSF field occurs twice in one object");
    } else if (!timeSeen) {
      sink.skip(SkipReason.FIELD_MISSING, "time");
    } else if (timeMicros == Timestamps.NONE) {
      sink.skip(SkipReason.FIELD_INVALID, "time");
    } else if (invalid) {
      sink.skip(SkipReason.FIELD_INVALID, "an object or list where a word belongs");
    } else {
      deliver(tape, node, sink);
    }
    return true;
  }

  private void reset() {
    classUid = Activity.UNKNOWN;
    timeSeen = false;
    invalid = false;
    duplicate = false;
    uid = tenant = account = credential = principal = principalName = "";
    address = service = country = method = host = agent = ja4 = "";
    operation = apiService = requestUid = error = "";
    path = NO_PATH;
    queryNode = dataNode = resourcesNode = 0;
    activityId = 0;
    requestBytes = responseBytes = latencyMillis = Activity.UNKNOWN;
    code = statusId = 0;
  }

  private void readRoot(Tape tape, int object) {
    long seen = 0;
    for (int n = object + 1; n < tape.next(object); n = tape.next(n)) {
      int id = tape.field(n, NAMES);
      if (id < 0) {
        continue;
      }
      seen = once(seen, id);
      switch (FIELDS[id]) {
        case CLASS_UID -> classUid = tape.number(n, 0);
        case ACTIVITY_ID -> activityId = tape.number(n, 0);
        case TIME -> readTime(tape, n);
        case TIME_DT -> {
          if (!timeSeen) {
            readTime(tape, n);
          }
        }
        case METADATA -> readMetadata(tape, n);
        case ACTOR -> readActor(tape, n);
        case SRC_ENDPOINT -> readEndpoint(tape, n);
        case HTTP_REQUEST -> readRequest(tape, n);
        case HTTP_RESPONSE -> readResponse(tape, n);
        case API -> readApi(tape, n);
        case STATUS_ID -> statusId = (int) tape.number(n, 0);
        case TLS -> readTls(tape, n);
        case CLOUD -> readCloud(tape, n);
        case RESOURCES -> resourcesNode = n;
        case JA4_FINGERPRINT_LIST -> readFingerprints(tape, n);
        default -> {}
      }
    }
  }

  private void readTime(Tape tape, int n) {
    if (!tape.isNull(n)) {
      timeSeen = true;
      timeMicros =
          tape.isContainer(n)
              ? Timestamps.NONE
              : Timestamps.parse(tape.bytes(), tape.start(n), tape.end(n));
    }
  }

  private void readMetadata(Tape tape, int object) {
    long seen = 0;
    for (int n = child(tape, object); n < tape.next(object); n = tape.next(n)) {
      int id = tape.field(n, NAMES);
      if (id < 0) {
        continue;
      }
      seen = once(seen, id);
      switch (FIELDS[id]) {
        case UID -> uid = unique(tape, n);
        case TENANT_UID -> tenant = text(tape, n);
        default -> {}
      }
    }
  }

  private void readActor(Tape tape, int object) {
    long seen = 0;
    for (int n = child(tape, object); n < tape.next(object); n = tape.next(n)) {
      int id = tape.field(n, NAMES);
      if (id < 0) {
        continue;
      }
      seen = once(seen, id);
      switch (FIELDS[id]) {
        case USER -> readUser(tape, n);
        case SESSION -> readSession(tape, n);
        default -> {}
      }
    }
  }

  private void readUser(Tape tape, int object) {
    long seen = 0;
    for (int n = child(tape, object); n < tape.next(object); n = tape.next(n)) {
      int id = tape.field(n, NAMES);
      if (id < 0) {
        continue;
      }
      seen = once(seen, id);
      switch (FIELDS[id]) {
        case UID -> principal = credentialId(tape, n);
        case NAME -> principalName = nouns.attribute(text(tape, n));
        case CREDENTIAL_UID -> {
          if (credential.isEmpty()) {
            credential = credentialId(tape, n);
          }
        }
        case ACCOUNT -> account = child(tape, n, Field.UID);
        default -> {}
      }
    }
  }

  private void readSession(Tape tape, int object) {
    for (int n = child(tape, object); n < tape.next(object); n = tape.next(n)) {
      int id = tape.field(n, NAMES);
      if (id == Field.CREDENTIAL_UID.ordinal()) {
        String found = credentialId(tape, n);
        credential = found.isEmpty() ? credential : found;
      }
    }
  }

  private void readEndpoint(Tape tape, int object) {
    long seen = 0;
    for (int n = child(tape, object); n < tape.next(object); n = tape.next(n)) {
      int id = tape.field(n, NAMES);
      if (id < 0) {
        continue;
      }
      seen = once(seen, id);
      switch (FIELDS[id]) {
        case IP -> address = text(tape, n);
        case SVC_NAME -> service = text(tape, n);
        case LOCATION -> country = child(tape, n, Field.COUNTRY);
        default -> {}
      }
    }
  }

  private void readRequest(Tape tape, int object) {
    long seen = 0;
    for (int n = child(tape, object); n < tape.next(object); n = tape.next(n)) {
      int id = tape.field(n, NAMES);
      if (id < 0) {
        continue;
      }
      seen = once(seen, id);
      switch (FIELDS[id]) {
        case HTTP_METHOD -> method = text(tape, n).toUpperCase(Locale.ROOT);
        case URL -> readUrl(tape, n);
        case USER_AGENT -> agent = agent(tape, n);
        case LENGTH -> requestBytes = size(tape, n);
        default -> {}
      }
    }
  }

  private void readUrl(Tape tape, int object) {
    long seen = 0;
    for (int n = child(tape, object); n < tape.next(object); n = tape.next(n)) {
      int id = tape.field(n, NAMES);
      if (id < 0) {
        continue;
      }
      seen = once(seen, id);
      switch (FIELDS[id]) {
        case HOSTNAME -> host = text(tape, n);
        case PATH -> path = path(tape, n);
        case QUERY_STRING -> queryNode = n;
        default -> {}
      }
    }
  }

  private void readResponse(Tape tape, int object) {
    long seen = 0;
    for (int n = child(tape, object); n < tape.next(object); n = tape.next(n)) {
      int id = tape.field(n, NAMES);
      if (id < 0) {
        continue;
      }
      seen = once(seen, id);
      switch (FIELDS[id]) {
        case CODE -> code = status(tape, n);
        case LENGTH -> responseBytes = size(tape, n);
        case LATENCY -> latencyMillis = size(tape, n);
        default -> {}
      }
    }
  }

  private void readApi(Tape tape, int object) {
    long seen = 0;
    for (int n = child(tape, object); n < tape.next(object); n = tape.next(n)) {
      int id = tape.field(n, NAMES);
      if (id < 0) {
        continue;
      }
      seen = once(seen, id);
      switch (FIELDS[id]) {
        case OPERATION -> operation = text(tape, n);
        case SERVICE -> apiService = child(tape, n, Field.NAME);
        case REQUEST -> {
          requestUid = child(tape, n, Field.UID);
          dataNode = find(tape, n, Field.DATA);
        }
        case RESPONSE -> {
          error = child(tape, n, Field.ERROR);
          int codeNode = find(tape, n, Field.CODE);
          code = code == 0 && codeNode > 0 ? status(tape, codeNode) : code;
        }
        default -> {}
      }
    }
  }

  private void readTls(Tape tape, int object) {
    for (int n = child(tape, object); n < tape.next(object); n = tape.next(n)) {
      int id = tape.field(n, NAMES);
      if (id == Field.JA4.ordinal()) {
        ja4 = text(tape, n);
      } else if (id == Field.JA4_FINGERPRINT_LIST.ordinal()) {
        readFingerprints(tape, n);
      }
    }
  }

  private void readFingerprints(Tape tape, int list) {
    if (!tape.isArray(list)) {
      return;
    }
    for (int n = list + 1; n < tape.next(list); n = tape.next(n)) {
      if (ja4.isEmpty() && child(tape, n, Field.TYPE).equalsIgnoreCase("JA4")) {
        ja4 = child(tape, n, Field.VALUE);
      }
    }
  }

  private void readCloud(Tape tape, int object) {
    int n = find(tape, object, Field.ACCOUNT);
    account = n > 0 && account.isEmpty() ? child(tape, n, Field.UID) : account;
  }

  private void deliver(Tape tape, int node, RecordSink sink) {
    Outcome outcome = outcome();
    List<String> targets = List.of();
    List<String> made = List.of();
    String minted = "";
    if (resourcesNode > 0) {
      targets = resources(tape);
      if (activityId == CREATE && outcome.succeeded()) {
        made = targets;
        minted = mintedCredential(tape);
      }
    }
    sink.deliver(
        new Activity(
            timeMicros,
            uid.isEmpty() ? (requestUid.isEmpty() ? sink.derivedUid() : requestUid) : uid,
            tenant.isEmpty() ? account : tenant,
            caller(tape, node),
            nouns.source(address.isEmpty() ? service : address, country),
            nouns.client(agent, ja4),
            call(),
            outcome,
            requestBytes,
            responseBytes,
            latencyMillis < 0 ? Activity.UNKNOWN : latencyMillis * 1_000,
            targets,
            made,
            minted,
            attributes(tape)));
  }

  private Caller caller(Tape tape, int node) {
    String key = keyField.find(tape, node);
    if (!key.isEmpty()) {
      return nouns.caller(
          nouns.secrets().hash(key), CredentialKind.API_KEY, principal, principalName, "");
    }
    if (AwsNames.isAssumedRole(principal)) {
      CredentialKind kind =
          AwsNames.isInstanceSession(principal)
              ? CredentialKind.WORKLOAD_SESSION
              : CredentialKind.SESSION;
      String role = AwsNames.roleOf(principal);
      return nouns.caller(principal, kind, role, principalName, role);
    }
    if (!credential.isEmpty()) {
      CredentialKind kind =
          credential.startsWith("ASIA") ? CredentialKind.SESSION : CredentialKind.API_KEY;
      return nouns.caller(credential, kind, principal, principalName, "");
    }
    if (queryNode > 0) {
      String secret = nouns.secrets().keyInQuery(tape.text(queryNode, Activity.MAX_TEXT), "");
      if (!secret.isEmpty()) {
        String hash = nouns.secrets().hash(secret);
        return nouns.caller(hash, CredentialKind.API_KEY, principal, principalName, "");
      }
    }
    if (!principal.isEmpty()) {
      return nouns.caller(principal, CredentialKind.PRINCIPAL, principal, principalName, "");
    }
    return service.isEmpty()
        ? Caller.ANONYMOUS
        : nouns.caller(service, CredentialKind.SERVICE, service, principalName, "");
  }

  private Call call() {
    String api = !host.isEmpty() ? host : !apiService.isEmpty() ? apiService : "unknown";
    if (!path.path().isEmpty()) {
      return nouns.call(api, method, path.path(), operation);
    }
    String action = operation.isEmpty() ? "" : AwsNames.action(apiService, operation);
    return nouns.call(api, action.isEmpty() ? method : "", "", action);
  }

  private Outcome outcome() {
    if (code > 0) {
      Outcome known = nouns.outcome(code);
      return error.isEmpty() ? known : new Outcome(known.result(), code, error);
    }
    if (statusId == STATUS_FAILURE || !error.isEmpty()) {
      return AwsNames.failure(error);
    }
    return statusId == STATUS_SUCCESS ? Outcome.SUCCESS : nouns.outcome(0);
  }

  private List<String> resources(Tape tape) {
    List<String> targets = new ArrayList<>();
    for (int n = firstResource(tape); n < endOfResources(tape); n = tape.next(n)) {
      String name = child(tape, n, Field.NAME);
      String target = AwsNames.resource(name.isEmpty() ? child(tape, n, Field.UID) : name);
      if (!target.isEmpty() && targets.size() < Activity.MAX_LIST && !targets.contains(target)) {
        targets.add(target);
      }
    }
    return targets;
  }

  /// The first resource that is a credential by its type: a call that makes one mints it.
  private String mintedCredential(Tape tape) {
    for (int n = firstResource(tape); n < endOfResources(tape); n = tape.next(n)) {
      String type = child(tape, n, Field.TYPE).toLowerCase(Locale.ROOT);
      if (CREDENTIAL_TYPES.contains(type.replace(' ', '_').replace('-', '_'))) {
        return child(tape, n, Field.UID);
      }
    }
    return "";
  }

  private int firstResource(Tape tape) {
    return tape.isArray(resourcesNode) ? resourcesNode + 1 : Integer.MAX_VALUE;
  }

  private int endOfResources(Tape tape) {
    return tape.isArray(resourcesNode) ? tape.next(resourcesNode) : 0;
  }

  private Map<String, String> attributes(Tape tape) {
    if (dataNode == 0 && path.marks().isEmpty() && !Attributes.isUnset(timeMicros)) {
      return Map.of();
    }
    attributes.start(ATTRIBUTE_CHARS);
    attributes.noteTime(timeMicros);
    attributes.put("path.marks", path.marks());
    if (dataNode > 0) {
      attributes.flatten(tape, dataNode, "api.request.data");
    }
    return attributes.toMap();
  }

  /// First child of an object; its end if it is none, which is a fault unless it is null.
  private int child(Tape tape, int object) {
    if (tape.isObject(object)) {
      return object + 1;
    }
    invalid |= !tape.isNull(object);
    return tape.next(object);
  }

  private static int find(Tape tape, int object, Field field) {
    if (tape.isObject(object)) {
      for (int n = object + 1; n < tape.next(object); n = tape.next(n)) {
        if (tape.field(n, NAMES) == field.ordinal()) {
          return n;
        }
      }
    }
    return 0;
  }

  private String child(Tape tape, int object, Field field) {
    int n = find(tape, object, field);
    return n == 0 ? "" : text(tape, n);
  }

  private long once(long seen, int id) {
    duplicate |= (seen & (1L << id)) != 0;
    return seen | (1L << id);
  }

  private boolean isAbsent(Tape tape, int n) {
    invalid |= tape.isContainer(n);
    return tape.isNull(n) || tape.isContainer(n);
  }

  private String text(Tape tape, int n) {
    return isAbsent(tape, n) ? "" : nouns.text(tape.bytes(), tape.start(n), tape.end(n));
  }

  private String credentialId(Tape tape, int n) {
    return isAbsent(tape, n) ? "" : nouns.credentialId(tape.bytes(), tape.start(n), tape.end(n));
  }

  private String agent(Tape tape, int n) {
    return isAbsent(tape, n) ? "" : nouns.agent(tape.bytes(), tape.start(n), tape.end(n));
  }

  private RequestPath path(Tape tape, int n) {
    return isAbsent(tape, n) ? NO_PATH : nouns.path(tape.bytes(), tape.start(n), tape.end(n));
  }

  private String unique(Tape tape, int n) {
    return isAbsent(tape, n)
        ? ""
        : Slices.text(tape.bytes(), tape.start(n), tape.end(n), Activity.MAX_TEXT);
  }

  private static long size(Tape tape, int n) {
    long value = tape.number(n, Activity.UNKNOWN);
    return value < 0 || value > MAX_SIZE ? Activity.UNKNOWN : value;
  }

  private static int status(Tape tape, int n) {
    long value = tape.number(n, 0);
    return value >= 100 && value <= 999 ? (int) value : 0;
  }
}
