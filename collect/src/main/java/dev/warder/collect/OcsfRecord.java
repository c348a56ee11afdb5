package dev.warder.collect;

import dev.warder.collect.OcsfValues.Slot;
import dev.warder.collect.json.FieldNames;
import dev.warder.collect.json.Tape;
import java.util.Arrays;
import java.util.Locale;

/// Finds the fields of one OCSF record in one pass over its tape. Reused from record to record and
/// confined to one thread.
///
/// Bounds no allocation
@SuppressWarnings("EnumOrdinal") // fields are numbered by FieldNames in the order of the enum
final class OcsfRecord {
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

  final OcsfValues values;

  boolean duplicate;

  /// What [#dataNode] and [#resourcesNode] are nodes of.
  Tape tape = new Tape();

  int dataNode;
  int resourcesNode;
  int forwardedNode;

  /// @param forwardedCounts whether the addresses that proxies tell are to be looked at
  OcsfRecord(Nouns nouns, boolean forwardedCounts) {
    values = new OcsfValues(nouns);
    this.forwardedCounts = forwardedCounts;
  }

  /// Reads the object.
  void read(Tape of, int node) {
    tape = of;
    values.slots.reset(of.bytes());
    forget();
    walk(of, node, Level.ROOT);
  }

  /// Forgets what is no single value.
  void forget() {
    values.invalid = values.nested = duplicate = false;
    dataNode = resourcesNode = forwardedNode = 0;
  }

  /// Hands each known field of an object to its level, once.
  private void walk(Tape tape, int object, Level level) {
    if (!tape.isObject(object)) {
      values.invalid |= !tape.isNull(object);
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
      case CLASS_UID -> values.putAnything(tape, n, Slot.CLASS_UID);
      case ACTIVITY_ID -> values.put(tape, n, Slot.ACTIVITY_ID);
      case TIME -> values.putTime(tape, n, Slot.TIME);
      case TIME_DT -> values.putTime(tape, n, Slot.TIME_DT);
      case METADATA -> walk(tape, n, Level.METADATA);
      case ACTOR -> walk(tape, n, Level.ACTOR);
      case SRC_ENDPOINT -> walk(tape, n, Level.ENDPOINT);
      case HTTP_REQUEST -> walk(tape, n, Level.REQUEST);
      case HTTP_RESPONSE -> walk(tape, n, Level.RESPONSE);
      case API -> walk(tape, n, Level.API);
      case STATUS_ID -> values.put(tape, n, Slot.STATUS_ID);
      case TLS -> walk(tape, n, Level.TLS);
      case CLOUD -> {
        int account = tape.find(n, NAMES, Field.ACCOUNT.ordinal());
        child(tape, account, Field.UID, Slot.CLOUD_ACCOUNT);
      }
      case RESOURCES -> {
        resourcesNode = n;
        values.nested = true;
      }
      case JA4_FINGERPRINT_LIST -> fingerprints(tape, n);
      default -> {}
    }
  }

  private void metadata(Tape tape, int n, Field field) {
    switch (field) {
      case UID -> values.putWord(tape, n, Slot.UID);
      case TENANT_UID -> values.putWord(tape, n, Slot.TENANT);
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
      case UID -> values.putWord(tape, n, Slot.PRINCIPAL);
      case NAME -> values.putWord(tape, n, Slot.PRINCIPAL_NAME);
      case CREDENTIAL_UID -> values.putWord(tape, n, Slot.USER_CREDENTIAL);
      case ACCOUNT -> child(tape, n, Field.UID, Slot.USER_ACCOUNT);
      default -> {}
    }
  }

  private void session(Tape tape, int n, Field field) {
    if (field == Field.CREDENTIAL_UID) {
      values.putWord(tape, n, Slot.SESSION_CREDENTIAL);
    }
  }

  private void endpoint(Tape tape, int n, Field field) {
    switch (field) {
      case IP -> values.putWord(tape, n, Slot.ADDRESS);
      case SVC_NAME -> values.putWord(tape, n, Slot.SERVICE);
      case LOCATION -> child(tape, n, Field.COUNTRY, Slot.COUNTRY);
      default -> {}
    }
  }

  private void request(Tape tape, int n, Field field) {
    switch (field) {
      case HTTP_METHOD -> values.putWord(tape, n, Slot.METHOD);
      case URL -> walk(tape, n, Level.URL);
      case USER_AGENT -> values.putWord(tape, n, Slot.AGENT);
      case LENGTH -> values.put(tape, n, Slot.REQUEST_BYTES);
      case X_FORWARDED_FOR -> {
        forwardedNode = n;
        values.nested |= forwardedCounts;
      }
      default -> {}
    }
  }

  private void url(Tape tape, int n, Field field) {
    switch (field) {
      case HOSTNAME -> values.putWord(tape, n, Slot.HOST);
      case PATH -> values.putWord(tape, n, Slot.PATH);
      case QUERY_STRING -> values.putWord(tape, n, Slot.QUERY);
      default -> {}
    }
  }

  private void response(Tape tape, int n, Field field) {
    switch (field) {
      case CODE -> values.put(tape, n, Slot.CODE);
      case LENGTH -> values.put(tape, n, Slot.RESPONSE_BYTES);
      case LATENCY -> values.put(tape, n, Slot.LATENCY);
      default -> {}
    }
  }

  private void api(Tape tape, int n, Field field) {
    switch (field) {
      case OPERATION -> values.putWord(tape, n, Slot.OPERATION);
      case SERVICE -> child(tape, n, Field.NAME, Slot.API_SERVICE);
      case REQUEST -> {
        child(tape, n, Field.UID, Slot.REQUEST_UID);
        dataNode = tape.find(n, NAMES, Field.DATA.ordinal());
        values.nested |= dataNode > 0;
      }
      case RESPONSE -> {
        child(tape, n, Field.ERROR, Slot.ERROR);
        int code = tape.find(n, NAMES, Field.CODE.ordinal());
        if (code > 0) {
          values.put(tape, code, Slot.API_CODE);
        }
      }
      default -> {}
    }
  }

  private void tls(Tape tape, int n, Field field) {
    if (field == Field.JA4) {
      values.putWord(tape, n, Slot.JA4);
    } else if (field == Field.JA4_FINGERPRINT_LIST) {
      fingerprints(tape, n);
    }
  }

  private void fingerprints(Tape tape, int list) {
    values.nested = true;
    if (!tape.isArray(list)) {
      return;
    }
    for (int n = list + 1; n < tape.next(list); n = tape.next(n)) {
      int type = tape.find(n, NAMES, Field.TYPE.ordinal());
      if (type > 0 && !values.has(Slot.JA4) && tape.text(type, 16).equalsIgnoreCase("JA4")) {
        child(tape, n, Field.VALUE, Slot.JA4);
      }
    }
  }

  private void child(Tape tape, int object, Field field, Slot slot) {
    int n = object == 0 ? 0 : tape.find(object, NAMES, field.ordinal());
    if (n > 0) {
      values.putWord(tape, n, slot);
    }
  }
}
