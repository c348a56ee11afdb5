package dev.warder.collect;

import dev.warder.collect.OcsfCaller.Party;
import dev.warder.collect.OcsfValues.Slot;
import dev.warder.collect.json.Shapes;
import dev.warder.collect.json.Tape;
import dev.warder.collect.sort.Weight;
import dev.warder.collect.text.RequestPath;
import dev.warder.collect.text.Timestamps;
import dev.warder.model.Activity;
import dev.warder.model.Call;
import dev.warder.model.Outcome;
import dev.warder.model.Parameter;
import java.util.List;
import java.util.Map;

/// Reads OCSF API Activity (class 6003) and HTTP Activity (4002). The hot path: a record laid out
/// like one before is only compared with it, and who called what is looked up as a whole. Confined
/// to one thread.
///
/// Errors a record of another OCSF class, without a time, or with an object where a word belongs is
/// skipped Source OCSF 1.5, classes 6003 and 4002
final class OcsfFormat implements Format.Shaped {
  private static final int API_ACTIVITY = 6003;
  private static final int HTTP_ACTIVITY = 4002;
  private static final int CREATE = 1;
  private static final int STATUS_SUCCESS = 1;
  private static final int STATUS_FAILURE = 2;
  private static final int ATTRIBUTE_CHARS = 256;

  private final Nouns nouns;
  private final KeyField keyField;
  private final Attributes attributes;
  private final OcsfResources resources;
  private final Shapes shapes = new Shapes();
  private final OcsfRecord record;
  private final OcsfValues values;
  private final OcsfCaller caller;
  private final OcsfRequest request;
  private String keyGiven = "";

  OcsfFormat(Nouns nouns, String keyField, TrustedHops hops) {
    this.nouns = nouns;
    record = new OcsfRecord(nouns, hops.count() > 0);
    values = record.values;
    caller = new OcsfCaller(nouns, hops, record);
    request = new OcsfRequest(nouns, values);
    this.keyField = new KeyField(keyField);
    attributes = new Attributes(nouns);
    resources = new OcsfResources(nouns);
  }

  @Override
  public String name() {
    return "ocsf";
  }

  @Override
  public int match(byte[] bytes, int from, int to) {
    return shapes.match(bytes, from, to, values.slots);
  }

  @Override
  public void readMatched(RecordSink sink) {
    record.forget();
    keyGiven = "";
    readSlots(sink);
  }

  @Override
  public boolean read(Tape tape, int node, RecordSink sink) {
    if (!tape.isObject(node)) {
      return false;
    }
    record.read(tape, node);
    if (!values.has(Slot.CLASS_UID)) {
      return false;
    }
    keyGiven = keyField.find(tape, node);
    if (node == 0
        && !keyField.isGiven()
        && !values.nested
        && !record.duplicate
        && !values.invalid) {
      shapes.learn(tape, values.slots);
    }
    readSlots(sink);
    return true;
  }

  private void readSlots(RecordSink sink) {
    long classUid = values.number(Slot.CLASS_UID, 0);
    Slot time = values.has(Slot.TIME) ? Slot.TIME : Slot.TIME_DT;
    if (classUid != API_ACTIVITY && classUid != HTTP_ACTIVITY) {
      sink.skip(SkipReason.NOT_A_CALL, "OCSF class other than 6003 and 4002");
    } else if (record.duplicate) {
      sink.skip(SkipReason.DUPLICATE_FIELD, "an OCSF field occurs twice in one object");
    } else if (!values.has(time)) {
      sink.skip(SkipReason.FIELD_MISSING, "time");
    } else {
      long micros = Timestamps.parse(values.bytes(), values.from(time), values.to(time));
      if (micros == Timestamps.NONE) {
        sink.skip(SkipReason.FIELD_INVALID, "time");
      } else if (values.invalid) {
        sink.skip(SkipReason.FIELD_INVALID, "an object or list where a word belongs");
      } else {
        deliver(micros, sink);
      }
    }
  }

  private void deliver(long micros, RecordSink sink) {
    Party party = caller.read(keyGiven);
    RequestPath path = request.path();
    Call call = request.read(path.path());
    Outcome outcome = outcome();
    int list = record.resourcesNode;
    List<String> targets = list > 0 ? resources.names(record.tape, list) : List.of();
    boolean made = list > 0 && values.number(Slot.ACTIVITY_ID, 0) == CREATE && outcome.succeeded();
    long latencyMillis = values.size(Slot.LATENCY);
    sink.deliver(
        new Activity(
            micros,
            uid(sink),
            party.tenant(),
            party.caller(),
            party.source(),
            party.client(),
            call,
            outcome,
            values.size(Slot.REQUEST_BYTES),
            values.size(Slot.RESPONSE_BYTES),
            latencyMillis < 0 ? Activity.UNKNOWN : latencyMillis * 1_000,
            targets,
            made ? targets : List.of(),
            made ? resources.credential(record.tape, list) : "",
            values.has(Slot.QUERY) || record.dataNode > 0 ? parameters(call) : List.of(),
            attributes(micros, path.marks())),
        party.bytes() + Weight.ofCall(call));
  }

  /// Those of the query and, for a call by path, of the body.
  private List<Parameter> parameters(Call call) {
    List<Parameter> parameters =
        values.has(Slot.QUERY)
            ? nouns.parameters(values.bytes(), values.from(Slot.QUERY), values.to(Slot.QUERY))
            : List.of();
    return record.dataNode > 0 && !call.path().isEmpty()
        ? BodyParameters.after(parameters, record.tape, record.dataNode)
        : parameters;
  }

  /// Unlike other texts it never repeats, so that no cache is asked.
  private String uid(RecordSink sink) {
    String uid = values.unique(Slot.UID);
    uid = uid.isEmpty() ? values.unique(Slot.REQUEST_UID) : uid;
    return uid.isEmpty() ? sink.derivedUid() : uid;
  }

  private Outcome outcome() {
    int code = values.status(Slot.CODE);
    code = code == 0 ? values.status(Slot.API_CODE) : code;
    String error = values.text(Slot.ERROR);
    if (code > 0) {
      Outcome known = nouns.outcome(code);
      return error.isEmpty() ? known : new Outcome(known.result(), code, error);
    }
    long statusId = values.number(Slot.STATUS_ID, 0);
    if (statusId == STATUS_FAILURE || !error.isEmpty()) {
      return AwsNames.failure(error);
    }
    return statusId == STATUS_SUCCESS ? Outcome.SUCCESS : nouns.outcome(0);
  }

  private Map<String, String> attributes(long micros, String marks) {
    if (record.dataNode == 0 && marks.isEmpty() && !Attributes.isUnset(micros)) {
      return Map.of();
    }
    attributes.start(ATTRIBUTE_CHARS);
    attributes.noteTime(micros);
    attributes.put("path.marks", marks);
    if (record.dataNode > 0) {
      attributes.flatten(record.tape, record.dataNode, "api.request.data");
    }
    return attributes.toMap();
  }
}
