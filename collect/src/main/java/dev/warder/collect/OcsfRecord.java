package dev.warder.collect;

import dev.warder.collect.json.FieldNames;
import dev.warder.collect.json.Tape;
import dev.warder.collect.text.RequestPath;
import dev.warder.collect.text.Slices;
import dev.warder.collect.text.Timestamps;
import dev.warder.model.Activity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// The fields of one OCSF record, found in one pass over its tape. Reused from record to record and
/// confined to one thread.
///
/// Bounds no allocation but the record's own id and texts not seen before
@SuppressWarnings("EnumOrdinal") // fields are numbered by FieldNames in the order of the enum
final class OcsfRecord {
  private static final long MAX_SIZE = 1_000_000_000_000L;

  private static final int CREATE = 1;
  private static final Set<String> CREDENTIAL_TYPES =
      Set.of("api_key", "access_key", "credential", "token", "session", "service_account_key");

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
    VALUE,
    X_FORWARDED_FOR
  }

  private static final Field[] FIELDS = Field.values();
  private static final FieldNames NAMES =
      new FieldNames(
          Arrays.stream(FIELDS).map(field -> field.name().toLowerCase(Locale.ROOT)).toList());
  private static final RequestPath NO_PATH = new RequestPath("", "");

  /// The objects whose fields are read.
  private enum Level {
    ROOT,
    METADATA,
    ACTOR,
    USER,
    SESSION,
    ENDPOINT,
    REQUEST,
    URL,
    RESPONSE,
    API,
    TLS
  }

  private final Nouns nouns;

  long classUid;
  long timeMicros;
  boolean timeSeen;
  boolean invalid;
  boolean duplicate;
  String uid = "";
  String tenant = "";
  String account = "";
  String credential = "";
  String principal = "";
  String principalName = "";
  String address = "";
  String service = "";
  String country = "";
  String method = "";
  String host = "";
  RequestPath path = NO_PATH;
  int queryNode;
  int forwardedNode;
  String agent = "";
  String ja4 = "";
  String operation = "";
  String apiService = "";
  String requestUid = "";
  String error = "";
  int dataNode;
  int resourcesNode;
  private long activityId;
  long requestBytes;
  long responseBytes;
  long latencyMillis;
  int code;
  int statusId;

  OcsfRecord(Nouns nouns) {
    this.nouns = nouns;
  }

  /// Reads the object; [#classUid] is [Activity#UNKNOWN] afterwards if it is no OCSF event.
  void read(Tape tape, int node) {
    reset();
    walk(tape, node, Level.ROOT);
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
    queryNode = forwardedNode = dataNode = resourcesNode = 0;
    activityId = 0;
    requestBytes = responseBytes = latencyMillis = Activity.UNKNOWN;
    code = statusId = 0;
  }

  /// Hands each known field of an object to its level, once.
  private void walk(Tape tape, int object, Level level) {
    if (!tape.isObject(object)) {
      invalid |= !tape.isNull(object);
      return;
    }
    long seen = 0;
    int end = tape.next(object);
    for (int n = object + 1; n < end; n = tape.next(n)) {
      int id = tape.field(n, NAMES);
      if (id >= 0) {
        duplicate |= (seen & (1L << id)) != 0;
        seen |= 1L << id;
        field(tape, n, FIELDS[id], level);
      }
    }
  }

  private void field(Tape tape, int n, Field field, Level level) {
    switch (level) {
      case ROOT -> root(tape, n, field);
      case METADATA -> metadata(tape, n, field);
      case ACTOR -> actor(tape, n, field);
      case USER -> user(tape, n, field);
      case SESSION -> session(tape, n, field);
      case ENDPOINT -> endpoint(tape, n, field);
      case REQUEST -> request(tape, n, field);
      case URL -> url(tape, n, field);
      case RESPONSE -> response(tape, n, field);
      case API -> api(tape, n, field);
      case TLS -> tls(tape, n, field);
    }
  }

  private void root(Tape tape, int n, Field field) {
    switch (field) {
      case CLASS_UID -> classUid = tape.number(n, 0);
      case ACTIVITY_ID -> activityId = tape.number(n, 0);
      case TIME -> readTime(tape, n);
      case TIME_DT -> {
        if (!timeSeen) {
          readTime(tape, n);
        }
      }
      case METADATA -> walk(tape, n, Level.METADATA);
      case ACTOR -> walk(tape, n, Level.ACTOR);
      case SRC_ENDPOINT -> walk(tape, n, Level.ENDPOINT);
      case HTTP_REQUEST -> walk(tape, n, Level.REQUEST);
      case HTTP_RESPONSE -> walk(tape, n, Level.RESPONSE);
      case API -> walk(tape, n, Level.API);
      case STATUS_ID -> statusId = (int) tape.number(n, 0);
      case TLS -> walk(tape, n, Level.TLS);
      case CLOUD -> readCloud(tape, n);
      case RESOURCES -> resourcesNode = n;
      case JA4_FINGERPRINT_LIST -> readFingerprints(tape, n);
      default -> {}
    }
  }

  private void metadata(Tape tape, int n, Field field) {
    switch (field) {
      case UID -> uid = unique(tape, n);
      case TENANT_UID -> tenant = text(tape, n);
      default -> {}
    }
  }

  private void actor(Tape tape, int n, Field field) {
    switch (field) {
      case USER -> walk(tape, n, Level.USER);
      case SESSION -> walk(tape, n, Level.SESSION);
      default -> {}
    }
  }

  private void user(Tape tape, int n, Field field) {
    switch (field) {
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

  private void session(Tape tape, int n, Field field) {
    if (field == Field.CREDENTIAL_UID) {
      String found = credentialId(tape, n);
      credential = found.isEmpty() ? credential : found;
    }
  }

  private void endpoint(Tape tape, int n, Field field) {
    switch (field) {
      case IP -> address = text(tape, n);
      case SVC_NAME -> service = text(tape, n);
      case LOCATION -> country = child(tape, n, Field.COUNTRY);
      default -> {}
    }
  }

  private void request(Tape tape, int n, Field field) {
    switch (field) {
      case HTTP_METHOD -> method = text(tape, n).toUpperCase(Locale.ROOT);
      case URL -> walk(tape, n, Level.URL);
      case USER_AGENT -> agent = agent(tape, n);
      case LENGTH -> requestBytes = size(tape, n);
      case X_FORWARDED_FOR -> forwardedNode = n;
      default -> {}
    }
  }

  private void url(Tape tape, int n, Field field) {
    switch (field) {
      case HOSTNAME -> host = text(tape, n);
      case PATH -> path = path(tape, n);
      case QUERY_STRING -> queryNode = n;
      default -> {}
    }
  }

  private void response(Tape tape, int n, Field field) {
    switch (field) {
      case CODE -> code = status(tape, n);
      case LENGTH -> responseBytes = size(tape, n);
      case LATENCY -> latencyMillis = size(tape, n);
      default -> {}
    }
  }

  private void api(Tape tape, int n, Field field) {
    switch (field) {
      case OPERATION -> operation = text(tape, n);
      case SERVICE -> apiService = child(tape, n, Field.NAME);
      case REQUEST -> {
        requestUid = child(tape, n, Field.UID);
        dataNode = tape.find(n, NAMES, Field.DATA.ordinal());
      }
      case RESPONSE -> {
        error = child(tape, n, Field.ERROR);
        int codeNode = tape.find(n, NAMES, Field.CODE.ordinal());
        code = code == 0 && codeNode > 0 ? status(tape, codeNode) : code;
      }
      default -> {}
    }
  }

  private void tls(Tape tape, int n, Field field) {
    if (field == Field.JA4) {
      ja4 = text(tape, n);
    } else if (field == Field.JA4_FINGERPRINT_LIST) {
      readFingerprints(tape, n);
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
    int n = tape.find(object, NAMES, Field.ACCOUNT.ordinal());
    account = n > 0 && account.isEmpty() ? child(tape, n, Field.UID) : account;
  }

  /// Names of the resources, as other calls would name them.
  List<String> resources(Tape tape) {
    List<String> names = new ArrayList<>();
    for (int n = firstResource(tape); n < endOfResources(tape); n = tape.next(n)) {
      String name = child(tape, n, Field.NAME);
      String resource =
          nouns
              .secrets()
              .scrubId(AwsNames.resource(name.isEmpty() ? child(tape, n, Field.UID) : name));
      if (!resource.isEmpty() && names.size() < Activity.MAX_LIST && !names.contains(resource)) {
        names.add(resource);
      }
    }
    return names;
  }

  /// Whether the event says that it created what it names.
  boolean creates() {
    return activityId == CREATE && resourcesNode > 0;
  }

  /// The first resource that is a credential by its type: a call that makes one mints it.
  String mintedCredential(Tape tape) {
    for (int n = firstResource(tape); n < endOfResources(tape); n = tape.next(n)) {
      String type = child(tape, n, Field.TYPE).toLowerCase(Locale.ROOT);
      if (CREDENTIAL_TYPES.contains(type.replace(' ', '_').replace('-', '_'))) {
        return nouns.secrets().scrubId(child(tape, n, Field.UID));
      }
    }
    return "";
  }

  private int firstResource(Tape tape) {
    return resourcesNode > 0 && tape.isArray(resourcesNode) ? resourcesNode + 1 : Integer.MAX_VALUE;
  }

  private int endOfResources(Tape tape) {
    return resourcesNode > 0 && tape.isArray(resourcesNode) ? tape.next(resourcesNode) : 0;
  }

  private String child(Tape tape, int object, Field field) {
    int n = tape.find(object, NAMES, field.ordinal());
    return n == 0 ? "" : text(tape, n);
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
