package dev.warder.gateway.proxy;

import dev.warder.gateway.credential.Credentials;
import dev.warder.gateway.refusal.Refusal;
import dev.warder.gateway.verdict.Answer;
import dev.warder.gateway.verdict.Ruling;
import dev.warder.gateway.wire.Fault;
import dev.warder.gateway.wire.RequestHead;
import dev.warder.gateway.wire.Role;
import dev.warder.model.Activity;
import dev.warder.model.Call;
import dev.warder.model.Caller;
import dev.warder.model.Client;
import dev.warder.model.CredentialKind;
import dev.warder.model.Outcome;
import dev.warder.model.Parameter;
import dev.warder.model.Source;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// What is seen of one call, until it is over and becomes an [Activity]. Confined to its event
/// loop.
///
/// Guarantees every request that the gate read becomes exactly one activity, however it ends; none
/// holds a credential
final class ObservedCall {
  private static final long LONG_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final String MALFORMED = "gateway:malformed_request";

  private final Gate gate;
  private final long timeMicros;
  private final long startNanos = System.nanoTime();
  private final Call call;
  private final Source source;
  private final Client client;
  private List<Parameter> parameters = List.of();
  private @Nullable BodySample sample;
  private boolean isWhole;
  private String verdictId = "";
  private String code = "";
  private String mode = "";
  private @Nullable Runnable record;
  private String approval = "";
  private boolean isUnverified;
  private String fingerprint = "";
  private Caller caller = Caller.ANONYMOUS;
  private String tenant = "";
  private int status;
  private String error = "";
  private long requestBytes;
  private long responseBytes;

  ObservedCall(Gate gate, RequestHead head, Source source, String fingerprint, long timeMicros) {
    this.gate = gate;
    this.timeMicros = timeMicros;
    this.source = source;
    call = new Call(head.host().toLowerCase(Locale.ROOT), head.method(), head.path(), "", "");
    client = gate.enricher().client(userAgent(head), fingerprint);
  }

  private static String userAgent(RequestHead head) {
    for (int i = 0; i < head.fields().count(); i++) {
      if (head.fields().role(i) == Role.USER_AGENT) {
        String value = head.fields().value(i);
        return value.length() > Activity.MAX_TEXT ? value.substring(0, Activity.MAX_TEXT) : value;
      }
    }
    return "";
  }

  /// Notes the names and shapes of the query's parameters, without what shows credentials.
  void query(RequestHead head, Credentials credentials) {
    if (head.queryStart() >= head.targetEnd()) {
      return;
    }
    List<Parameter> seen = new ArrayList<>();
    credentials
        .query()
        .others(
            head,
            Activity.MAX_LIST,
            (name, value) ->
                seen.add(
                    Parameter.of(
                        Parameter.Place.QUERY,
                        name.length() > Activity.MAX_TEXT
                            ? name.substring(0, Activity.MAX_TEXT)
                            : name,
                        value)));
    parameters = seen;
  }

  /// Keeps the body that comes, if it is one of those that are looked at.
  void body(RequestHead head) {
    if (gate.bodies().chooses() && BodySample.isJson(head)) {
      sample = new BodySample();
    }
  }

  void ruled(Ruling ruling) {
    verdictId = ruling.verdictId();
    code = ruling.code();
    mode = ruling.mode();
    record = ruling.record();
    approval = ruling.approval();
    fingerprint = ruling.fingerprint();
    if (!ruling.key().isEmpty()) {
      caller = new Caller(ruling.key(), ruling.kind(), ruling.principal(), ruling.principal(), "");
      tenant = ruling.tenant();
    } else if (!ruling.fingerprint().isEmpty()) {
      // Known again, and believed of nothing.
      caller = new Caller(ruling.fingerprint(), ruling.kind(), "", "", "");
      isUnverified = true;
    }
  }

  /// Notes whose call it is about which a ruling is to come.
  void waits(Answer.Later later) {
    code = "held";
    caller = new Caller(later.key(), CredentialKind.API_KEY, "", "", "");
    tenant = later.tenant();
  }

  long timeMicros() {
    return timeMicros;
  }

  Source source() {
    return source;
  }

  String userAgent() {
    return client.userAgent();
  }

  void answered(int with) {
    status = with;
  }

  /// It did not end as it should have.
  void broke(String how) {
    error = how;
  }

  void received(int octets) {
    requestBytes += octets;
  }

  /// The body came, all of it, and was passed on.
  void receivedAll() {
    isWhole = true;
  }

  /// The next part of the body.
  void received(ByteBuf data) {
    requestBytes += data.readableBytes();
    if (sample != null && !sample.add(data)) {
      sample = null;
    }
  }

  void sent(int octets) {
    responseBytes += octets;
  }

  /// It goes on: after a while its verdict is written down by itself, so that a call of hours is
  /// known of before it is over.
  void goesOn(long nowNanos) {
    Runnable left = record;
    if (left != null && nowNanos - startNanos >= LONG_NANOS) {
      record = null;
      left.run();
    }
  }

  private Map<String, String> attributes() {
    if (code.isEmpty()) {
      return Map.of();
    }
    if (mode.isEmpty() && approval.isEmpty() && fingerprint.isEmpty()) {
      return Map.of("warder.code", code);
    }
    Map<String, String> attributes = HashMap.newHashMap(4);
    attributes.put("warder.code", code);
    if (!mode.isEmpty()) {
      attributes.put("warder.mode", mode);
    }
    if (!approval.isEmpty()) {
      attributes.put("warder.approval", approval);
    }
    if (isUnverified) {
      attributes.put("warder.unverified", "true");
    } else if (!fingerprint.isEmpty()) {
      attributes.put("warder.certificate", fingerprint);
    }
    return attributes;
  }

  private List<Parameter> parameters() {
    return sample == null || !isWhole
        ? parameters
        : gate.bodies().parameters(parameters, sample.octets());
  }

  /// It is over.
  void end() {
    Outcome known = Outcome.ofStatus(status);
    long latencyMicros = (System.nanoTime() - startNanos) / 1_000;
    offer(
        gate,
        new Activity(
            timeMicros,
            verdictId.isEmpty() ? uid(gate, timeMicros) : verdictId,
            tenant,
            caller,
            source,
            client,
            call,
            error.isEmpty() ? known : new Outcome(known.result(), status, error),
            requestBytes,
            responseBytes,
            latencyMicros,
            List.of(),
            List.of(),
            "",
            parameters(),
            attributes()));
  }

  /// A request that could not be read.
  static void malformed(Gate gate, String peer, Fault fault) {
    Refusal refusal = fault.refusal();
    malformed(gate, peer, fault.name().toLowerCase(Locale.ROOT), refusal.status());
  }

  static void malformed(Gate gate, String peer, String why, int status) {
    long micros = gate.micros();
    offer(
        gate,
        new Activity(
            micros,
            uid(gate, micros),
            "",
            Caller.ANONYMOUS,
            gate.enricher().source(peer, ""),
            Client.UNKNOWN,
            new Call("gateway", "", "", "", MALFORMED),
            new Outcome(Outcome.ofStatus(status).result(), status, why),
            Activity.UNKNOWN,
            Activity.UNKNOWN,
            Activity.UNKNOWN,
            List.of(),
            List.of(),
            "",
            List.of(),
            Map.of()));
  }

  private static String uid(Gate gate, long micros) {
    return "gate-"
        + Long.toString(micros, Character.MAX_RADIX)
        + "-"
        + Long.toString(gate.counters().sequence.incrementAndGet(), Character.MAX_RADIX);
  }

  private static void offer(Gate gate, Activity activity) {
    boolean taken;
    try {
      taken = gate.sink().offer(activity);
    } catch (RuntimeException e) {
      taken = false;
    }
    if (!taken) {
      gate.counters().lost.increment();
    }
  }
}
