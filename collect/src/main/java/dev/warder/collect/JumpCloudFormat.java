package dev.warder.collect;

import dev.warder.collect.json.FieldNames;
import dev.warder.collect.json.Tape;
import dev.warder.collect.text.Timestamps;
import dev.warder.model.Activity;
import dev.warder.model.Caller;
import dev.warder.model.CredentialKind;
import dev.warder.model.Outcome;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Reads JumpCloud Directory Insights events. Confined to one thread.
///
/// The key itself is in no field, so the administrator stands for it: `<id>` for calls with the API
/// key, `<id>/console` for those of a person in the console.
///
/// Source JumpCloud Directory Insights API; documentation nests `geoip` and `useragent` in two
/// ways, both are read
@SuppressWarnings("EnumOrdinal") // fields are numbered by FieldNames in the order of the enum
final class JumpCloudFormat implements Format.Json {
  private enum Field {
    ID,
    SERVICE,
    EVENT_TYPE,
    TIMESTAMP,
    ORGANIZATION,
    INITIATED_BY,
    CLIENT_IP,
    GEOIP,
    USERAGENT,
    AUTH_METHOD,
    SUCCESS,
    RESOURCE,
    CHANGES,
    APPLICATION,
    ASSOCIATION,
    ERROR_MESSAGE,
    MFA,
    TYPE,
    EMAIL,
    USERNAME,
    ADMINISTRATOR,
    COUNTRY_CODE,
    COUNTRY_CODE2,
    NAME,
    MAJOR,
    MINOR,
    OS_NAME
  }

  private static final Field[] FIELDS = Field.values();
  private static final FieldNames NAMES =
      new FieldNames(
          Arrays.stream(FIELDS).map(field -> field.name().toLowerCase(Locale.ROOT)).toList());
  private static final int ATTRIBUTE_CHARS = 256;

  private final Nouns nouns;
  private final Attributes attributes;
  private final int[] nodes = new int[FIELDS.length];

  JumpCloudFormat(Nouns nouns) {
    this.nouns = nouns;
    attributes = new Attributes(nouns);
  }

  @Override
  public String name() {
    return "jumpcloud";
  }

  @Override
  public boolean read(Tape tape, int node, RecordSink sink) {
    if (!tape.isObject(node)) {
      return false;
    }
    boolean duplicate = tape.index(node, NAMES, nodes);
    boolean mine =
        has(Field.EVENT_TYPE)
            && has(Field.TIMESTAMP)
            && (has(Field.ORGANIZATION) || has(Field.INITIATED_BY) || has(Field.SERVICE));
    if (!mine) {
      return false;
    }
    String event = text(tape, Field.EVENT_TYPE);
    int time = nodes[Field.TIMESTAMP.ordinal()];
    long micros =
        tape.isContainer(time)
            ? Timestamps.NONE
            : Timestamps.parse(tape.bytes(), tape.start(time), tape.end(time));
    if (duplicate) {
      sink.skip(SkipReason.DUPLICATE_FIELD, "a field of the event occurs twice");
    } else if (event.isEmpty()) {
      sink.skip(SkipReason.FIELD_MISSING, "event_type");
    } else if (micros == Timestamps.NONE) {
      sink.skip(SkipReason.FIELD_INVALID, "timestamp");
    } else {
      deliver(tape, event, micros, sink);
    }
    return true;
  }

  private void deliver(Tape tape, String event, long micros, RecordSink sink) {
    String service = text(tape, Field.SERVICE);
    String uid = text(tape, Field.ID);
    String resource = child(tape, Field.RESOURCE, Field.ID);
    Outcome outcome = outcome(tape, event);
    boolean made = outcome.succeeded() && event.endsWith("_create");
    sink.deliver(
        new Activity(
            micros,
            uid.isEmpty() ? sink.derivedUid() : uid,
            text(tape, Field.ORGANIZATION),
            caller(tape, event),
            nouns.source(text(tape, Field.CLIENT_IP), country(tape)),
            nouns.client(agent(tape), ""),
            nouns.call(
                service.isEmpty() ? "jumpcloud" : service,
                "",
                "",
                service.isEmpty() ? event : service + ":" + event),
            outcome,
            Activity.UNKNOWN,
            Activity.UNKNOWN,
            Activity.UNKNOWN,
            resource.isEmpty() ? List.of() : List.of(resource),
            made && !resource.isEmpty() ? List.of(resource) : List.of(),
            "",
            List.of(),
            attributes(tape, micros).toMap()));
  }

  /// The initiator; where a login names none, the administrator who logged in.
  private Caller caller(Tape tape, String event) {
    boolean login = !has(Field.INITIATED_BY) && event.contains("login");
    Field who = login ? Field.RESOURCE : Field.INITIATED_BY;
    String id = child(tape, who, Field.ID);
    String email = child(tape, who, Field.EMAIL);
    String name = email.isEmpty() ? child(tape, who, Field.USERNAME) : email;
    String principal = id.isEmpty() ? name : id;
    if (principal.isEmpty()) {
      return Caller.ANONYMOUS;
    }
    return switch (login ? "session" : text(tape, Field.AUTH_METHOD)) {
      case "api-key" -> nouns.caller(principal, CredentialKind.API_KEY, principal, name, "");
      case "session" ->
          nouns.caller(principal + "/console", CredentialKind.CONSOLE, principal, name, "");
      default -> nouns.caller(principal, CredentialKind.PRINCIPAL, principal, name, "");
    };
  }

  private Outcome outcome(Tape tape, String event) {
    if (!text(tape, Field.SUCCESS).equalsIgnoreCase("false")) {
      return Outcome.SUCCESS;
    }
    boolean denied =
        event.contains("login") || event.contains("auth") || event.contains("_old_api_key_");
    return new Outcome(denied ? Outcome.Result.DENIED : Outcome.Result.FAILED, 0, "");
  }

  private String country(Tape tape) {
    int geoip = unwrapped(tape, Field.GEOIP);
    String code = child(tape, geoip, Field.COUNTRY_CODE);
    return code.isEmpty() ? child(tape, geoip, Field.COUNTRY_CODE2) : code;
  }

  /// `Chrome/81.0 (Mac OS X)` of the parsed agent.
  private String agent(Tape tape) {
    int parsed = unwrapped(tape, Field.USERAGENT);
    if (parsed > 0 && tape.kind(parsed) == Tape.Kind.STRING) {
      return nouns.agent(tape.bytes(), tape.start(parsed), tape.end(parsed));
    }
    String name = child(tape, parsed, Field.NAME);
    if (name.isEmpty()) {
      return "";
    }
    String major = child(tape, parsed, Field.MAJOR);
    String minor = child(tape, parsed, Field.MINOR);
    String system = child(tape, parsed, Field.OS_NAME);
    String version = major.isEmpty() ? "" : "/" + major + (minor.isEmpty() ? "" : "." + minor);
    return name + version + (system.isEmpty() ? "" : " (" + system + ")");
  }

  private Attributes attributes(Tape tape, long micros) {
    attributes.start(ATTRIBUTE_CHARS);
    attributes.noteTime(micros);
    attributes.put("auth_method", text(tape, Field.AUTH_METHOD));
    attributes.put("mfa", text(tape, Field.MFA));
    attributes.put("initiated_by.type", child(tape, Field.INITIATED_BY, Field.TYPE));
    attributes.put(
        "initiated_by.administrator", child(tape, Field.INITIATED_BY, Field.ADMINISTRATOR));
    flatten(tape, Field.RESOURCE);
    flatten(tape, Field.CHANGES);
    flatten(tape, Field.APPLICATION);
    flatten(tape, Field.ASSOCIATION);
    return attributes;
  }

  private void flatten(Tape tape, Field field) {
    if (has(field)) {
      attributes.flatten(tape, nodes[field.ordinal()], field.name().toLowerCase(Locale.ROOT));
    }
  }

  /// The object of a field that some write inside another of the same name.
  private int unwrapped(Tape tape, Field field) {
    int node = nodes[field.ordinal()];
    int inner = node > 0 ? tape.find(node, NAMES, field.ordinal()) : 0;
    return inner > 0 ? inner : node;
  }

  private boolean has(Field field) {
    return nodes[field.ordinal()] > 0;
  }

  private String text(Tape tape, Field field) {
    return text(tape, nodes[field.ordinal()]);
  }

  private String child(Tape tape, Field outer, Field inner) {
    return child(tape, nodes[outer.ordinal()], inner);
  }

  private String child(Tape tape, int object, Field inner) {
    return object == 0 ? "" : text(tape, tape.find(object, NAMES, inner.ordinal()));
  }

  private String text(Tape tape, int n) {
    return n == 0 || tape.isNull(n) || tape.isContainer(n)
        ? ""
        : nouns.credentialId(tape.bytes(), tape.start(n), tape.end(n));
  }
}
