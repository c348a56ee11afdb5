package dev.warder.collect;

import dev.warder.collect.json.FieldNames;
import dev.warder.collect.json.Slots;
import dev.warder.collect.json.Tape;
import java.util.Arrays;
import java.util.Locale;

/// Finds the fields of one OCSF record in one pass over its tape. Reused from record to record and
/// confined to one thread.
///
/// Bounds no allocation
@SuppressWarnings("EnumOrdinal") // fields are numbered by FieldNames, slots by Slots, both in order
final class OcsfRecord {
  /// The values that count.
  enum Slot {
    CLASS_UID,
    ACTIVITY_ID,
    TIME,
    TIME_DT,
    UID,
    REQUEST_UID,
    TENANT,
    USER_ACCOUNT,
    CLOUD_ACCOUNT,
    PRINCIPAL,
    PRINCIPAL_NAME,
    USER_CREDENTIAL,
    SESSION_CREDENTIAL,
    ADDRESS,
    SERVICE,
    COUNTRY,
    METHOD,
    HOST,
    PATH,
    QUERY,
    AGENT,
    JA4,
    REQUEST_BYTES,
    RESPONSE_BYTES,
    LATENCY,
    CODE,
    API_CODE,
    STATUS_ID,
    OPERATION,
    API_SERVICE,
    ERROR
  }

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

  private final boolean forwardedCounts;

  final Slots slots = new Slots(Slot.values().length);

  /// Whether an object or list stands where a word belongs.
  boolean invalid;

  boolean duplicate;

  /// Whether something counts that is no single value, so that no [#slots] tell of it.
  boolean nested;

  /// What [#dataNode] and [#resourcesNode] are nodes of.
  Tape tape = new Tape();

  int dataNode;
  int resourcesNode;
  int forwardedNode;

  /// @param forwardedCounts whether the addresses that proxies tell are to be looked at
  OcsfRecord(boolean forwardedCounts) {
    this.forwardedCounts = forwardedCounts;
  }

  /// Reads the object.
  void read(Tape of, int node) {
    tape = of;
    slots.reset(of.bytes());
    forget();
    walk(of, node, Level.ROOT);
  }

  /// Forgets what is no single value.
  void forget() {
    invalid = duplicate = nested = false;
    dataNode = resourcesNode = forwardedNode = 0;
  }

  boolean has(Slot slot) {
    return slots.has(slot.ordinal());
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
      case CLASS_UID -> always(tape, n, Slot.CLASS_UID);
      case ACTIVITY_ID -> number(tape, n, Slot.ACTIVITY_ID);
      case TIME -> time(tape, n, Slot.TIME);
      case TIME_DT -> time(tape, n, Slot.TIME_DT);
      case METADATA -> walk(tape, n, Level.METADATA);
      case ACTOR -> walk(tape, n, Level.ACTOR);
      case SRC_ENDPOINT -> walk(tape, n, Level.ENDPOINT);
      case HTTP_REQUEST -> walk(tape, n, Level.REQUEST);
      case HTTP_RESPONSE -> walk(tape, n, Level.RESPONSE);
      case API -> walk(tape, n, Level.API);
      case STATUS_ID -> number(tape, n, Slot.STATUS_ID);
      case TLS -> walk(tape, n, Level.TLS);
      case CLOUD -> {
        int account = tape.find(n, NAMES, Field.ACCOUNT.ordinal());
        child(tape, account, Field.UID, Slot.CLOUD_ACCOUNT);
      }
      case RESOURCES -> {
        resourcesNode = n;
        nested = true;
      }
      case JA4_FINGERPRINT_LIST -> fingerprints(tape, n);
      default -> {}
    }
  }

  private void metadata(Tape tape, int n, Field field) {
    switch (field) {
      case UID -> text(tape, n, Slot.UID);
      case TENANT_UID -> text(tape, n, Slot.TENANT);
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
      case UID -> text(tape, n, Slot.PRINCIPAL);
      case NAME -> text(tape, n, Slot.PRINCIPAL_NAME);
      case CREDENTIAL_UID -> text(tape, n, Slot.USER_CREDENTIAL);
      case ACCOUNT -> child(tape, n, Field.UID, Slot.USER_ACCOUNT);
      default -> {}
    }
  }

  private void session(Tape tape, int n, Field field) {
    if (field == Field.CREDENTIAL_UID) {
      text(tape, n, Slot.SESSION_CREDENTIAL);
    }
  }

  private void endpoint(Tape tape, int n, Field field) {
    switch (field) {
      case IP -> text(tape, n, Slot.ADDRESS);
      case SVC_NAME -> text(tape, n, Slot.SERVICE);
      case LOCATION -> child(tape, n, Field.COUNTRY, Slot.COUNTRY);
      default -> {}
    }
  }

  private void request(Tape tape, int n, Field field) {
    switch (field) {
      case HTTP_METHOD -> text(tape, n, Slot.METHOD);
      case URL -> walk(tape, n, Level.URL);
      case USER_AGENT -> text(tape, n, Slot.AGENT);
      case LENGTH -> number(tape, n, Slot.REQUEST_BYTES);
      case X_FORWARDED_FOR -> {
        forwardedNode = n;
        nested |= forwardedCounts;
      }
      default -> {}
    }
  }

  private void url(Tape tape, int n, Field field) {
    switch (field) {
      case HOSTNAME -> text(tape, n, Slot.HOST);
      case PATH -> text(tape, n, Slot.PATH);
      case QUERY_STRING -> text(tape, n, Slot.QUERY);
      default -> {}
    }
  }

  private void response(Tape tape, int n, Field field) {
    switch (field) {
      case CODE -> number(tape, n, Slot.CODE);
      case LENGTH -> number(tape, n, Slot.RESPONSE_BYTES);
      case LATENCY -> number(tape, n, Slot.LATENCY);
      default -> {}
    }
  }

  private void api(Tape tape, int n, Field field) {
    switch (field) {
      case OPERATION -> text(tape, n, Slot.OPERATION);
      case SERVICE -> child(tape, n, Field.NAME, Slot.API_SERVICE);
      case REQUEST -> {
        child(tape, n, Field.UID, Slot.REQUEST_UID);
        dataNode = tape.find(n, NAMES, Field.DATA.ordinal());
        nested |= dataNode > 0;
      }
      case RESPONSE -> {
        child(tape, n, Field.ERROR, Slot.ERROR);
        int code = tape.find(n, NAMES, Field.CODE.ordinal());
        if (code > 0) {
          number(tape, code, Slot.API_CODE);
        }
      }
      default -> {}
    }
  }

  private void tls(Tape tape, int n, Field field) {
    if (field == Field.JA4) {
      text(tape, n, Slot.JA4);
    } else if (field == Field.JA4_FINGERPRINT_LIST) {
      fingerprints(tape, n);
    }
  }

  private void fingerprints(Tape tape, int list) {
    nested = true;
    if (!tape.isArray(list)) {
      return;
    }
    for (int n = list + 1; n < tape.next(list); n = tape.next(n)) {
      int type = tape.find(n, NAMES, Field.TYPE.ordinal());
      if (type > 0 && !has(Slot.JA4) && tape.text(type, 16).equalsIgnoreCase("JA4")) {
        child(tape, n, Field.VALUE, Slot.JA4);
      }
    }
  }

  private void child(Tape tape, int object, Field field, Slot slot) {
    int n = object == 0 ? 0 : tape.find(object, NAMES, field.ordinal());
    if (n > 0) {
      text(tape, n, slot);
    }
  }

  private void text(Tape tape, int n, Slot slot) {
    invalid |= tape.isContainer(n);
    scalar(tape, n, slot);
  }

  private void time(Tape tape, int n, Slot slot) {
    if (!tape.isNull(n)) {
      always(tape, n, slot);
    }
  }

  /// Fills the slot even if what stands there is no value that makes sense.
  private void always(Tape tape, int n, Slot slot) {
    if (tape.isContainer(n) || tape.isNull(n)) {
      slots.set(slot.ordinal(), 0, 0);
      nested = true;
    } else {
      scalar(tape, n, slot);
    }
  }

  private void number(Tape tape, int n, Slot slot) {
    scalar(tape, n, slot);
  }

  private void scalar(Tape tape, int n, Slot slot) {
    if (!tape.isContainer(n) && !tape.isNull(n)) {
      slots.set(slot.ordinal(), tape.start(n), tape.end(n));
    }
  }
}
