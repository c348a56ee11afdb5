package dev.warder.collect;

import dev.warder.collect.json.Tape;
import dev.warder.collect.mapping.Decimals;
import dev.warder.collect.mapping.Mapping;
import dev.warder.collect.mapping.Word;
import dev.warder.collect.text.Slices;
import dev.warder.collect.text.Timestamps;
import dev.warder.model.Activity;
import dev.warder.model.Call;
import dev.warder.model.Outcome;
import dev.warder.model.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Reads JSON logs of any shape as a [Mapping] declares it. Confined to one thread.
///
/// Units as the mapping declares; what is no number where one belongs is unknown
///
/// Bounds one walk of each record; no allocation but what an activity needs
///
/// Errors a record without a time that can be trusted, or with a mapped field twice, is skipped
///
/// Source `docs/mapping.md`
final class MappedFormat implements Format.Json {
  private static final long MAX_SIZE = 1_000_000_000_000L;
  private static final long MAX_LATENCY_MICROS = 86_400_000_000L * 30;
  private static final int MIN_STATUS = 100;
  private static final int MAX_STATUS = 999;
  private static final int MAX_ERROR_CHARS = 128;

  private static final Set<String> GOOD =
      Set.of("success", "succeeded", "successful", "ok", "true", "allow", "allowed", "granted");
  private static final Set<String> BAD = Set.of("failure", "failed", "fail", "error", "false");
  private static final Set<String> DENIED =
      Set.of("denied", "deny", "forbidden", "unauthorized", "blocked", "rejected");

  /// Which records a format takes as its own.
  enum Claim {
    /// Those its mapping recognises.
    RECOGNISED,
    /// All, because the format was named by hand.
    ALL
  }

  private final String name;
  private final Mapping mapping;
  private final Claim claim;
  private final Nouns nouns;
  private final TrustedHops hops;
  private final MappedCaller caller;
  private final MappedRequest request;
  private final Attributes attributes;
  private final int[] found;

  MappedFormat(
      String name, Mapping mapping, Claim claim, Nouns nouns, String keyField, TrustedHops hops) {
    this.name = name;
    this.mapping = mapping;
    this.claim = claim;
    this.nouns = nouns;
    this.hops = hops;
    caller = new MappedCaller(nouns, mapping, keyField);
    request = new MappedRequest(nouns, mapping);
    attributes = new Attributes(nouns);
    found = new int[mapping.size()];
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public boolean read(Tape tape, int node, RecordSink sink) {
    if (!tape.isObject(node)) {
      return false;
    }
    int list = mapping.records(tape, node);
    return list == 0 ? readRecord(tape, node, sink) : readList(tape, list, sink);
  }

  /// The list's own by its place; what in it is none of the mapping's is a loss to be told.
  private boolean readList(Tape tape, int list, RecordSink sink) {
    for (int n = list + 1; n < tape.next(list); n = tape.next(n)) {
      if (!tape.isObject(n)) {
        sink.skip(SkipReason.NOT_AN_OBJECT, "an element of the list of records");
      } else if (!readRecord(tape, n, sink)) {
        sink.skip(SkipReason.WRONG_SHAPE, "not what the mapping's conditions say");
      }
    }
    return true;
  }

  private boolean readRecord(Tape tape, int node, RecordSink sink) {
    boolean duplicate = mapping.find(tape, node, found);
    if (claim == Claim.RECOGNISED && !mapping.matches(tape, found)) {
      return false;
    }
    int time = mapping.value(Word.TIME, tape, found);
    if (duplicate) {
      sink.skip(SkipReason.DUPLICATE_FIELD, "a field that the mapping reads occurs twice");
    } else if (time == 0) {
      sink.skip(SkipReason.FIELD_MISSING, "time");
    } else {
      long micros = mapping.micros(tape.bytes(), tape.start(time), tape.end(time));
      if (micros == Timestamps.NONE) {
        sink.skip(SkipReason.FIELD_INVALID, "time");
      } else {
        deliver(tape, node, micros, sink);
      }
    }
    return true;
  }

  private void deliver(Tape tape, int node, long micros, RecordSink sink) {
    request.read(tape, found);
    Outcome outcome = outcome(tape);
    String uid = unique(tape);
    boolean made = outcome.succeeded();
    sink.deliver(
        new Activity(
            micros,
            uid.isEmpty() ? sink.derivedUid() : uid,
            text(Word.TENANT, tape),
            caller.caller(tape, node, found, request),
            nouns.source(address(tape), text(Word.COUNTRY, tape)),
            nouns.client(agent(tape), text(Word.JA4, tape)),
            call(tape),
            outcome,
            size(Word.REQUEST_BYTES, tape),
            size(Word.RESPONSE_BYTES, tape),
            latencyMicros(tape),
            names(Word.TARGETS, tape),
            made ? names(Word.MADE, tape) : List.of(),
            made ? id(Word.MINTED, tape) : "",
            parameters(),
            marks(micros)));
  }

  /// What the query carries, without the values.
  private List<Parameter> parameters() {
    return nouns.parameters(request.query, request.queryFrom, request.queryTo);
  }

  private String address(Tape tape) {
    String peer = text(Word.ADDRESS, tape);
    return hops.address(
        peer.startsWith("unix:") ? "" : peer,
        tape,
        mapping.values(Word.FORWARDED_FOR, tape, found));
  }

  private Call call(Tape tape) {
    String host = MappedRequest.hostName(text(Word.HOST, tape));
    if (host.isEmpty() || host.equals("_")) {
      host = request.host.isEmpty() ? text(Word.API, tape) : request.host;
    }
    String action = text(Word.ACTION, tape);
    String route = route(tape);
    // A method alone is no request; what has a name is an action.
    boolean named = request.path.path().isEmpty() && route.isEmpty() && !action.isEmpty();
    return nouns.call(
        host.isEmpty() ? "http" : host,
        named ? "" : request.method,
        request.path.path(),
        route,
        action);
  }

  /// A route template, which some write behind its method: `GET /a/{id}`. What does not start with
  /// a slash is a name of the router's own.
  private String route(Tape tape) {
    String route = text(Word.ROUTE, tape);
    int blank = route.indexOf(' ');
    String template = blank > 0 ? route.substring(blank + 1) : route;
    return template.startsWith("/") ? template : "";
  }

  private Outcome outcome(Tape tape) {
    String error = error(tape);
    int node = mapping.value(Word.STATUS, tape, found);
    if (node == 0) {
      return error.isEmpty() ? nouns.outcome(0) : AwsNames.failure(error);
    }
    int status = status(tape, node);
    if (status > 0) {
      Outcome known = nouns.outcome(status);
      return error.isEmpty() || known.succeeded()
          ? known
          : new Outcome(known.result(), status, error);
    }
    String word = tape.text(node, MAX_ERROR_CHARS).toLowerCase(Locale.ROOT);
    if (GOOD.contains(word)) {
      return Outcome.SUCCESS;
    }
    if (DENIED.contains(word)) {
      return new Outcome(Outcome.Result.DENIED, 0, error);
    }
    if (BAD.contains(word) && error.isEmpty()) {
      return new Outcome(Outcome.Result.FAILED, 0, "");
    }
    return error.isEmpty() ? nouns.outcome(0) : AwsNames.failure(error);
  }

  /// Of several, as nginx writes them for several upstreams (`502, 200`), the last.
  private static int status(Tape tape, int node) {
    byte[] b = tape.bytes();
    int from = tape.end(node);
    while (from > tape.start(node) && b[from - 1] >= '0' && b[from - 1] <= '9') {
      from--;
    }
    boolean last =
        from == tape.start(node) || b[from - 1] == ' ' || b[from - 1] == ',' || b[from - 1] == ':';
    long value = last ? Decimals.scaled(b, from, tape.end(node), 0) : Decimals.NONE;
    return value >= MIN_STATUS && value <= MAX_STATUS ? (int) value : 0;
  }

  private String error(Tape tape) {
    int node = mapping.value(Word.ERROR, tape, found);
    return node == 0 ? "" : nouns.attribute(tape.text(node, MAX_ERROR_CHARS));
  }

  private long size(Word word, Tape tape) {
    int node = mapping.value(word, tape, found);
    long value =
        node == 0
            ? Activity.UNKNOWN
            : Decimals.scaled(tape.bytes(), tape.start(node), tape.end(node), 0);
    return value > MAX_SIZE ? Activity.UNKNOWN : value;
  }

  private long latencyMicros(Tape tape) {
    int node = mapping.value(Word.LATENCY, tape, found);
    long value =
        node == 0
            ? Activity.UNKNOWN
            : mapping.latencyMicros(tape.bytes(), tape.start(node), tape.end(node));
    return value > MAX_LATENCY_MICROS ? Activity.UNKNOWN : value;
  }

  private List<String> names(Word word, Tape tape) {
    int node = mapping.values(word, tape, found);
    if (node == 0) {
      return List.of();
    }
    List<String> names = new ArrayList<>();
    int end = tape.next(node);
    for (int n = tape.isArray(node) ? node + 1 : node;
        n < end && names.size() < Activity.MAX_LIST;
        n = tape.next(n)) {
      if (Mapping.isValue(tape, n)) {
        String name = nouns.credentialId(tape.bytes(), tape.start(n), tape.end(n));
        if (!names.contains(name)) {
          names.add(name);
        }
      }
    }
    return names;
  }

  private String unique(Tape tape) {
    int node = mapping.value(Word.UID, tape, found);
    return node == 0
        ? ""
        : Slices.text(tape.bytes(), tape.start(node), tape.end(node), Activity.MAX_TEXT);
  }

  private String id(Word word, Tape tape) {
    int node = mapping.value(word, tape, found);
    return node == 0 ? "" : nouns.credentialId(tape.bytes(), tape.start(node), tape.end(node));
  }

  private String agent(Tape tape) {
    int node = mapping.value(Word.AGENT, tape, found);
    return node == 0
        ? mapping.constant(Word.AGENT)
        : nouns.agent(tape.bytes(), tape.start(node), tape.end(node));
  }

  private String text(Word word, Tape tape) {
    int node = mapping.value(word, tape, found);
    return node == 0
        ? mapping.constant(word)
        : nouns.text(tape.bytes(), tape.start(node), tape.end(node));
  }

  private Map<String, String> marks(long micros) {
    if (request.path.marks().isEmpty() && !Attributes.isUnset(micros)) {
      return Map.of();
    }
    attributes.start(Activity.MAX_TEXT);
    attributes.noteTime(micros);
    attributes.put("path.marks", request.path.marks());
    return attributes.toMap();
  }
}
