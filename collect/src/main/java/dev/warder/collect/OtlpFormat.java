package dev.warder.collect;

import dev.warder.collect.json.Tape;
import dev.warder.collect.text.Timestamps;
import java.util.Arrays;

/// Reads OTLP/JSON: server spans and access-log records, whole exports or their resources one by
/// one as the splitter hands them on. Confined to one thread.
///
/// A span of another kind (client, internal, producer, consumer) and a log record without a request
/// are told as no calls. A span and the log record of the same span have one uid, so that reading
/// both counts the call once where their times agree.
///
/// Source OpenTelemetry protocol 1.3, JSON encoding
final class OtlpFormat implements Format.Json {
  private enum Field {
    RESOURCE_SPANS("resourceSpans"),
    RESOURCE_LOGS("resourceLogs"),
    RESOURCE_METRICS("resourceMetrics"),
    RESOURCE("resource"),
    SCOPE_SPANS("scopeSpans"),
    LIBRARY_SPANS("instrumentationLibrarySpans"),
    SCOPE_LOGS("scopeLogs"),
    LIBRARY_LOGS("instrumentationLibraryLogs"),
    SCOPE_METRICS("scopeMetrics"),
    SPANS("spans"),
    LOG_RECORDS("logRecords"),
    LOGS("logs"),
    ATTRIBUTES("attributes"),
    KIND("kind"),
    TRACE_ID("traceId"),
    SPAN_ID("spanId"),
    START("startTimeUnixNano"),
    END("endTimeUnixNano"),
    TIME("timeUnixNano"),
    OBSERVED("observedTimeUnixNano"),
    STATUS("status"),
    CODE("code");

    private final String label;

    Field(String label) {
      this.label = label;
    }
  }

  private final RecordFields fields;
  private final OtlpAttributes attributes;
  private final OtlpCall call;

  OtlpFormat(Nouns nouns, String keyField) {
    fields =
        new RecordFields(nouns, Arrays.stream(Field.values()).map(field -> field.label).toList());
    attributes = new OtlpAttributes(nouns, keyField);
    call = new OtlpCall(nouns, attributes, keyField);
  }

  @Override
  public String name() {
    return "otlp";
  }

  @Override
  public boolean read(Tape tape, int node, RecordSink sink) {
    if (!tape.isObject(node)) {
      return false;
    }
    fields.open(tape, node);
    int spans = fields.node(Field.RESOURCE_SPANS);
    int logs = fields.node(Field.RESOURCE_LOGS);
    if (spans > 0 || logs > 0) {
      readResources(tape, spans, sink);
      readResources(tape, logs, sink);
      return true;
    }
    if (fields.has(Field.RESOURCE_METRICS) || fields.has(Field.SCOPE_METRICS)) {
      sink.notEvents("metrics");
      return true;
    }
    boolean mine =
        scopes(Field.SCOPE_SPANS, Field.LIBRARY_SPANS) > 0
            || scopes(Field.SCOPE_LOGS, Field.LIBRARY_LOGS) > 0;
    if (mine) {
      readResource(tape, sink);
    }
    return mine;
  }

  private int scopes(Field now, Field before) {
    return fields.either(now, before);
  }

  private void readResources(Tape tape, int list, RecordSink sink) {
    if (list == 0) {
      return;
    }
    if (!tape.isArray(list)) {
      sink.skip(SkipReason.WRONG_SHAPE, "the resources are no list");
      return;
    }
    for (int n = list + 1; n < tape.next(list); n = tape.next(n)) {
      if (tape.isObject(n)) {
        fields.open(tape, n);
        readResource(tape, sink);
      } else {
        sink.skip(SkipReason.NOT_AN_OBJECT, "a resource is no object");
      }
    }
  }

  private void readResource(Tape tape, RecordSink sink) {
    int spans = scopes(Field.SCOPE_SPANS, Field.LIBRARY_SPANS);
    int logs = scopes(Field.SCOPE_LOGS, Field.LIBRARY_LOGS);
    attributes.open(tape, fields.under(fields.node(Field.RESOURCE), Field.ATTRIBUTES));
    call.startResource();
    readScopes(tape, spans, Field.SPANS, Field.SPANS, sink);
    readScopes(tape, logs, Field.LOG_RECORDS, Field.LOGS, sink);
  }

  private void readScopes(Tape tape, int scopes, Field now, Field before, RecordSink sink) {
    if (scopes == 0 || !tape.isArray(scopes)) {
      return;
    }
    for (int n = scopes + 1; n < tape.next(scopes); n = tape.next(n)) {
      int records = fields.under(n, now);
      int list = records > 0 ? records : fields.under(n, before);
      if (list > 0 && tape.isArray(list)) {
        for (int m = list + 1; m < tape.next(list); m = tape.next(m)) {
          readRecord(tape, m, now == Field.SPANS, sink);
        }
      }
    }
  }

  private void readRecord(Tape tape, int node, boolean span, RecordSink sink) {
    if (!tape.isObject(node)) {
      sink.skip(SkipReason.NOT_AN_OBJECT, span ? "a span" : "a log record");
      return;
    }
    boolean duplicate = fields.open(tape, node);
    attributes.open(tape, fields.node(Field.ATTRIBUTES));
    if (duplicate || attributes.hasDuplicate()) {
      sink.skip(SkipReason.DUPLICATE_FIELD, span ? "in a span" : "in a log record");
    } else if (span && !isServer(fields.text(Field.KIND))) {
      sink.skip(SkipReason.NOT_A_CALL, "a span that no server made");
    } else if (!call.isRequest()) {
      sink.skip(SkipReason.NOT_A_CALL, "neither HTTP nor RPC");
    } else if (span) {
      readSpan(sink);
    } else {
      readLog(sink);
    }
  }

  private static boolean isServer(String kind) {
    return kind.equals("2") || kind.equals("SPAN_KIND_SERVER");
  }

  private void readSpan(RecordSink sink) {
    long start = fields.micros(fields.node(Field.START));
    long end = fields.micros(fields.node(Field.END));
    if (start == Timestamps.NONE) {
      skipTime(Field.START, sink);
      return;
    }
    String code = fields.text(Field.STATUS, Field.CODE);
    boolean failed = code.equals("2") || code.equals("STATUS_CODE_ERROR");
    call.deliver(uid(sink), start, end >= start ? end - start : -1, failed, sink);
  }

  private void readLog(RecordSink sink) {
    // An unset time is written as 0: then the time it was observed counts.
    String written = fields.text(Field.TIME);
    boolean unset = written.isEmpty() || written.equals("0");
    Field field = unset ? Field.OBSERVED : Field.TIME;
    long time = fields.micros(fields.node(field));
    if (time == Timestamps.NONE) {
      skipTime(field, sink);
      return;
    }
    call.deliver(uid(sink), time, -1, false, sink);
  }

  private void skipTime(Field field, RecordSink sink) {
    sink.skip(fields.has(field) ? SkipReason.FIELD_INVALID : SkipReason.FIELD_MISSING, field.label);
  }

  private String uid(RecordSink sink) {
    String trace = fields.text(Field.TRACE_ID);
    String span = fields.text(Field.SPAN_ID);
    return trace.isEmpty() || span.isEmpty() ? sink.derivedUid() : trace + "-" + span;
  }
}
