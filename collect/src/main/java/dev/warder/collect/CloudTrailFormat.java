package dev.warder.collect;

import dev.warder.collect.json.FieldNames;
import dev.warder.collect.json.JsonReader;
import dev.warder.collect.json.Tape;
import dev.warder.collect.text.Timestamps;
import dev.warder.model.Activity;
import dev.warder.model.Outcome;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// Reads AWS CloudTrail records: bare, in a `Records` list, or as strings inside a CloudWatch Logs
/// subscription message. Confined to one thread.
///
/// Guarantees nothing of `responseElements` but names and public ids leaves here.
///
/// Errors elements of `Records` are skipped one by one; digests are no events Source AWS CloudTrail
/// record contents 1.11; CloudWatch Logs subscription filters
@SuppressWarnings("EnumOrdinal") // fields are numbered by FieldNames in the order of the enum
final class CloudTrailFormat implements Format.Json {
  /// Fields read at the top level and in envelopes; others at any level are read by name.
  private enum Field {
    RECORDS("Records"),
    LOWER_RECORDS("records"),
    MESSAGE_TYPE("messageType"),
    LOG_EVENTS("logEvents"),
    MESSAGE("message"),
    DIGEST_START("digestStartTime"),
    DIGEST_BUCKET("digestS3Bucket"),
    EVENT_VERSION("eventVersion"),
    EVENT_TIME("eventTime"),
    /// Where a log shipper took the event's time out of it.
    SHIPPED("@timestamp"),
    EVENT_SOURCE("eventSource"),
    EVENT_NAME("eventName"),
    EVENT_ID("eventID"),
    EVENT_TYPE("eventType"),
    EVENT_CATEGORY("eventCategory"),
    USER_IDENTITY("userIdentity"),
    AWS_REGION("awsRegion"),
    SOURCE_ADDRESS("sourceIPAddress"),
    USER_AGENT("userAgent"),
    ERROR_CODE("errorCode"),
    REQUEST("requestParameters"),
    RESPONSE("responseElements"),
    ADDITIONAL("additionalEventData"),
    READ_ONLY("readOnly"),
    RECIPIENT("recipientAccountId"),
    VPC_ENDPOINT("vpcEndpointId"),
    FROM_CONSOLE("sessionCredentialFromConsole");

    private final String label;

    Field(String label) {
      this.label = label;
    }
  }

  private static final Field[] FIELDS = Field.values();
  private static final FieldNames NAMES =
      new FieldNames(Arrays.stream(FIELDS).map(field -> field.label).toList());

  /// `2024-06-03T08:00:00`.
  private static final int SECONDS_LENGTH = 19;

  private final Nouns nouns;
  private final Attributes attributes;
  private final CloudTrailIdentity identity;
  private final CloudTrailResources resources;
  private final JsonReader inner;
  private final int[] nodes = new int[FIELDS.length];
  private boolean duplicate;
  private boolean any;

  CloudTrailFormat(Nouns nouns, CollectOptions.Limits limits) {
    this.nouns = nouns;
    attributes = new Attributes(nouns);
    identity = new CloudTrailIdentity(nouns);
    resources = new CloudTrailResources();
    inner = new JsonReader(limits.nesting(), limits.recordBytes());
  }

  @Override
  public String name() {
    return "cloudtrail";
  }

  @Override
  public boolean read(Tape tape, int node, RecordSink sink) {
    if (!tape.isObject(node)) {
      return false;
    }
    index(tape, node);
    if (!any) {
      return false;
    }
    int records = Math.max(nodes[Field.RECORDS.ordinal()], nodes[Field.LOWER_RECORDS.ordinal()]);
    if (has(Field.RECORDS) && has(Field.LOWER_RECORDS)) {
      sink.skip(SkipReason.DUPLICATE_FIELD, "both Records and records");
    } else if (records > 0) {
      readRecords(tape, records, sink);
    } else if (has(Field.MESSAGE_TYPE) && has(Field.LOG_EVENTS)) {
      readMessages(tape, nodes[Field.LOG_EVENTS.ordinal()], sink);
    } else if (has(Field.DIGEST_START) && has(Field.DIGEST_BUCKET)) {
      sink.notEvents("a digest of log files");
    } else if (has(Field.EVENT_VERSION) || has(Field.EVENT_SOURCE) || has(Field.EVENT_ID)) {
      readEvent(tape, sink);
    } else {
      return false;
    }
    return true;
  }

  private void readRecords(Tape tape, int records, RecordSink sink) {
    if (!tape.isArray(records)) {
      sink.skip(SkipReason.WRONG_SHAPE, "Records is no list");
      return;
    }
    for (int n = records + 1; n < tape.next(records); n = tape.next(n)) {
      readElement(tape, n, sink);
    }
  }

  private void readElement(Tape tape, int n, RecordSink sink) {
    if (!tape.isObject(n)) {
      sink.skip(SkipReason.NOT_AN_OBJECT, "an element of Records is no object");
      return;
    }
    index(tape, n);
    if (any) {
      readEvent(tape, sink);
    } else {
      sink.skip(SkipReason.WRONG_SHAPE, "an element of Records has no known field");
    }
  }

  private void readMessages(Tape tape, int events, RecordSink sink) {
    if (!tape.text(nodes[Field.MESSAGE_TYPE.ordinal()], 64).equals("DATA_MESSAGE")) {
      return;
    }
    for (int n = events + 1; n < tape.next(events); n = tape.next(n)) {
      int message = tape.find(n, NAMES, Field.MESSAGE.ordinal());
      if (message == 0 || tape.isContainer(message)) {
        sink.skip(SkipReason.WRONG_SHAPE, "a log event without a message");
      } else {
        readMessage(tape, message, sink);
      }
    }
  }

  private void readMessage(Tape tape, int message, RecordSink sink) {
    int end = tape.end(message);
    int read = inner.parse(tape.bytes(), tape.start(message), end);
    if (read != end || !inner.tape().isObject(0)) {
      sink.skip(SkipReason.NOT_JSON, "the message of a log event");
      return;
    }
    index(inner.tape(), 0);
    readEvent(inner.tape(), sink);
  }

  /// Notes where each known field of an object is.
  private void index(Tape tape, int object) {
    duplicate = tape.index(object, NAMES, nodes);
    any = false;
    for (int node : nodes) {
      any |= node > 0;
    }
  }

  private void readEvent(Tape tape, RecordSink sink) {
    String fault = fault(tape);
    int time = nodes[has(Field.EVENT_TIME) ? Field.EVENT_TIME.ordinal() : Field.SHIPPED.ordinal()];
    if (duplicate) {
      sink.skip(SkipReason.DUPLICATE_FIELD, "a CloudTrail field occurs twice");
    } else if (text(tape, Field.EVENT_CATEGORY).equals("Insight")) {
      sink.skip(SkipReason.NOT_A_CALL, "an insight");
    } else if (time == 0 || tape.isNull(time)) {
      sink.skip(SkipReason.FIELD_MISSING, Field.EVENT_TIME.label);
    } else if (text(tape, Field.EVENT_NAME).isEmpty()) {
      sink.skip(SkipReason.FIELD_MISSING, Field.EVENT_NAME.label);
    } else if (text(tape, Field.EVENT_SOURCE).isEmpty()) {
      sink.skip(SkipReason.FIELD_MISSING, Field.EVENT_SOURCE.label);
    } else if (!fault.isEmpty()) {
      sink.skip(SkipReason.FIELD_INVALID, fault);
    } else {
      readSound(tape, time, sink);
    }
  }

  /// The first field whose type makes no sense, or empty.
  private String fault(Tape tape) {
    for (Field field : WORDS) {
      int n = nodes[field.ordinal()];
      if (n > 0 && tape.isContainer(n)) {
        return field.label;
      }
    }
    int who = nodes[Field.USER_IDENTITY.ordinal()];
    boolean sound = who == 0 || tape.isNull(who) || tape.isObject(who);
    return sound ? "" : Field.USER_IDENTITY.label;
  }

  private static final List<Field> WORDS =
      List.of(
          Field.EVENT_TIME,
          Field.EVENT_SOURCE,
          Field.EVENT_NAME,
          Field.EVENT_ID,
          Field.SOURCE_ADDRESS,
          Field.USER_AGENT,
          Field.ERROR_CODE,
          Field.RECIPIENT);

  private void readSound(Tape tape, int time, RecordSink sink) {
    long micros = micros(tape, time);
    if (micros == Timestamps.NONE) {
      sink.skip(SkipReason.FIELD_INVALID, Field.EVENT_TIME.label);
      return;
    }
    String agent = agent(tape);
    boolean fromConsole = text(tape, Field.FROM_CONSOLE).equals("true");
    identity.read(tape, nodes[Field.USER_IDENTITY.ordinal()], agent, fromConsole);
    if (identity.hasDuplicate()) {
      sink.skip(SkipReason.DUPLICATE_FIELD, "a field of userIdentity occurs twice");
      return;
    }
    gatherAttributes(tape, micros);
    if (attributes.hasDuplicate()) {
      sink.skip(SkipReason.DUPLICATE_FIELD, "a parameter of the request occurs twice");
      return;
    }
    deliver(tape, micros, agent, sink);
  }

  /// CloudTrail writes whole seconds and `Z`. A fraction shows that a store exported the time,
  /// which is UTC even where the store left the zone out; whole seconds without a zone could be
  /// anybody's.
  private static long micros(Tape tape, int time) {
    if (tape.kind(time) != Tape.Kind.STRING) {
      return Timestamps.NONE;
    }
    int from = tape.start(time);
    int to = tape.end(time);
    boolean fraction = to - from > SECONDS_LENGTH && tape.bytes()[from + SECONDS_LENGTH] == '.';
    return fraction
        ? Timestamps.parseUtc(tape.bytes(), from, to)
        : Timestamps.parse(tape.bytes(), from, to);
  }

  private void deliver(Tape tape, long micros, String agent, RecordSink sink) {
    Outcome outcome = outcome(tape);
    String event = text(tape, Field.EVENT_NAME);
    String service = text(tape, Field.EVENT_SOURCE);
    String uid = uid(tape);
    String tenant = text(tape, Field.RECIPIENT);
    resources.read(
        tape,
        nodes[Field.REQUEST.ordinal()],
        outcome.succeeded() ? nodes[Field.RESPONSE.ordinal()] : 0,
        event,
        outcome.succeeded());
    sink.deliver(
        new Activity(
            micros,
            uid.isEmpty() ? sink.derivedUid() : uid,
            tenant.isEmpty() ? identity.account() : tenant,
            identity.caller(),
            nouns.source(text(tape, Field.SOURCE_ADDRESS), ""),
            nouns.client(agent, ""),
            nouns.call(service, "", "", AwsNames.action(service, event)),
            outcome,
            Activity.UNKNOWN,
            Activity.UNKNOWN,
            Activity.UNKNOWN,
            resources.targets(),
            resources.made(),
            resources.minted(),
            List.of(),
            attributes.toMap()));
  }

  private Outcome outcome(Tape tape) {
    String error = text(tape, Field.ERROR_CODE);
    if (!error.isEmpty()) {
      return AwsNames.failure(error);
    }
    int response = nodes[Field.RESPONSE.ordinal()];
    if (response > 0 && tape.isObject(response)) {
      for (int n = response + 1; n < tape.next(response); n = tape.next(n)) {
        if (tape.name(n).equals("ConsoleLogin") && tape.text(n, 16).equals("Failure")) {
          return new Outcome(Outcome.Result.DENIED, 0, "Failure");
        }
      }
    }
    return Outcome.SUCCESS;
  }

  private void gatherAttributes(Tape tape, long micros) {
    attributes.start(Activity.MAX_TEXT);
    attributes.noteTime(micros);
    attributes.put("readOnly", text(tape, Field.READ_ONLY).toLowerCase(Locale.ROOT));
    attributes.put("eventType", text(tape, Field.EVENT_TYPE));
    attributes.put("awsRegion", text(tape, Field.AWS_REGION));
    attributes.put("vpcEndpointId", text(tape, Field.VPC_ENDPOINT));
    attributes.put("userIdentity.type", identity.type());
    attributes.put("mfa", identity.mfa());
    attributes.put("invokedBy", identity.invokedBy());
    int additional = nodes[Field.ADDITIONAL.ordinal()];
    if (additional > 0 && tape.isObject(additional)) {
      for (int n = additional + 1; n < tape.next(additional); n = tape.next(n)) {
        if (!tape.isContainer(n)) {
          attributes.flatten(tape, n, Field.ADDITIONAL.label + "." + tape.name(n));
        }
      }
    }
    int request = nodes[Field.REQUEST.ordinal()];
    if (request > 0) {
      attributes.flatten(tape, request, Field.REQUEST.label);
    }
  }

  private boolean has(Field field) {
    return nodes[field.ordinal()] > 0;
  }

  private String text(Tape tape, Field field) {
    int n = nodes[field.ordinal()];
    return n == 0 || tape.isNull(n) || tape.isContainer(n)
        ? ""
        : nouns.text(tape.bytes(), tape.start(n), tape.end(n));
  }

  /// Unlike other texts it never repeats, so that no cache is asked.
  private String uid(Tape tape) {
    int n = nodes[Field.EVENT_ID.ordinal()];
    return n == 0 ? "" : tape.text(n, Activity.MAX_TEXT);
  }

  private String agent(Tape tape) {
    int n = nodes[Field.USER_AGENT.ordinal()];
    return n == 0 || tape.isNull(n) ? "" : nouns.agent(tape.bytes(), tape.start(n), tape.end(n));
  }
}
