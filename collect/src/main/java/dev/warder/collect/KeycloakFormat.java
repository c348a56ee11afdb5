package dev.warder.collect;

import dev.warder.collect.json.JsonReader;
import dev.warder.collect.json.Tape;
import dev.warder.collect.text.Timestamps;
import java.util.Arrays;

/// Reads Keycloak's login and administration events as JSON: lists from the REST API, one event a
/// line, and lines of the server's JSON log that tell an event. Confined to one thread.
///
/// Guarantees no password or client secret of a `representation` leaves here: of it, names only.
///
/// Source Keycloak 26 REST API, EventRepresentation and AdminEventRepresentation
final class KeycloakFormat implements Format.Json {
  private enum Field {
    TIME("time"),
    ID("id"),
    TYPE("type"),
    REALM_ID("realmId"),
    REALM_NAME("realmName"),
    CLIENT_ID("clientId"),
    USER_ID("userId"),
    SESSION_ID("sessionId"),
    ADDRESS("ipAddress"),
    ERROR("error"),
    DETAILS("details"),
    USERNAME("username"),
    AUTH_DETAILS("authDetails"),
    OPERATION_TYPE("operationType"),
    RESOURCE_TYPE("resourceType"),
    RESOURCE_PATH("resourcePath"),
    REPRESENTATION("representation"),
    LOGGER("loggerName"),
    MESSAGE("message"),
    TIMESTAMP("timestamp");

    private final String label;

    Field(String label) {
      this.label = label;
    }
  }

  private final RecordFields fields;
  private final RecordFields inside;
  private final KeycloakEvents event;
  private final KeycloakText text;
  private final JsonReader inner;

  KeycloakFormat(Nouns nouns, CollectOptions.Limits limits) {
    var labels = Arrays.stream(Field.values()).map(field -> field.label).toList();
    fields = new RecordFields(nouns, labels);
    inside = new RecordFields(nouns, labels);
    event = new KeycloakEvents(nouns);
    text = new KeycloakText(nouns, event);
    inner = new JsonReader(limits.nesting(), limits.recordBytes());
  }

  @Override
  public String name() {
    return "keycloak";
  }

  @Override
  public boolean read(Tape tape, int node, RecordSink sink) {
    if (!tape.isObject(node)) {
      return false;
    }
    fields.open(tape, node);
    if (isLogLine()) {
      return readLogLine(tape, sink);
    }
    if (!isMine()) {
      return false;
    }
    long micros = fields.eventMicros(fields.node(Field.TIME), Field.TIME.label, sink);
    if (micros != Timestamps.NONE) {
      gather();
      event.deliver(micros, sink);
    }
    return true;
  }

  private boolean isMine() {
    boolean administration =
        !fields.text(Field.OPERATION_TYPE).isEmpty()
            && !fields.text(Field.RESOURCE_TYPE).isEmpty()
            && (fields.has(Field.REALM_ID) || fields.isObject(Field.AUTH_DETAILS));
    boolean login =
        isConstant(fields.text(Field.TYPE))
            && fields.has(Field.REALM_ID)
            && (fields.has(Field.CLIENT_ID)
                || fields.has(Field.ADDRESS)
                || fields.has(Field.USER_ID));
    return administration || login;
  }

  /// `CLIENT_LOGIN_ERROR`.
  private static boolean isConstant(String type) {
    for (int i = 0; i < type.length(); i++) {
      char c = type.charAt(i);
      if ((c < 'A' || c > 'Z') && (c < '0' || c > '9') && c != '_') {
        return false;
      }
    }
    return !type.isEmpty();
  }

  private boolean isLogLine() {
    return fields.text(Field.LOGGER).startsWith("org.keycloak.events") && fields.has(Field.MESSAGE);
  }

  private boolean readLogLine(Tape tape, RecordSink sink) {
    int message = fields.node(Field.MESSAGE);
    long micros = fields.micros(fields.node(Field.TIMESTAMP));
    if (tape.isContainer(message)
        || !text.gather(tape.bytes(), tape.start(message), tape.end(message))) {
      sink.skip(SkipReason.WRONG_SHAPE, "a message that is no event");
    } else if (micros == Timestamps.NONE) {
      sink.skip(SkipReason.FIELD_INVALID, Field.TIMESTAMP.label);
    } else {
      event.deliver(micros, sink);
    }
    return true;
  }

  private void gather() {
    event.start();
    event.id = fields.text(Field.ID);
    event.realm = fields.text(Field.REALM_ID);
    event.type = fields.text(Field.TYPE);
    event.operation = fields.text(Field.OPERATION_TYPE);
    event.resourceType = fields.text(Field.RESOURCE_TYPE);
    event.resourcePath = fields.text(Field.RESOURCE_PATH);
    event.error = fields.text(Field.ERROR);
    event.session = fields.text(Field.SESSION_ID);
    int who = fields.node(Field.AUTH_DETAILS);
    boolean administration = !event.operation.isEmpty();
    event.client =
        administration ? fields.textUnder(who, Field.CLIENT_ID) : fields.text(Field.CLIENT_ID);
    event.user = administration ? fields.textUnder(who, Field.USER_ID) : fields.text(Field.USER_ID);
    event.address =
        administration ? fields.textUnder(who, Field.ADDRESS) : fields.text(Field.ADDRESS);
    // The details of an administration event describe its target, those of a login who logs in.
    event.userName = administration ? "" : fields.text(Field.DETAILS, Field.USERNAME);
    event.attributes().put("realmName", fields.text(Field.REALM_NAME));
    if (fields.has(Field.DETAILS)) {
      event.attributes().flatten(fields.tape(), fields.node(Field.DETAILS), "details");
    }
    readRepresentation();
  }

  /// JSON in a string; what of it cannot hold a secret.
  private void readRepresentation() {
    int node = fields.node(Field.REPRESENTATION);
    Tape tape = fields.tape();
    if (node == 0 || tape.isContainer(node) || tape.isNull(node)) {
      return;
    }
    int end = tape.end(node);
    if (inner.parse(tape.bytes(), tape.start(node), end) != end) {
      event.attributes().put("representation", "not JSON");
      return;
    }
    Tape content = inner.tape();
    if (content.isObject(0)) {
      inside.open(content, 0);
      event.namedClient = inside.text(Field.CLIENT_ID);
    }
    KeycloakNames.put(content, event.attributes());
  }
}
