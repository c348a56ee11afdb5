package dev.warder.collect;

import dev.warder.collect.json.Tape;
import dev.warder.collect.text.Timestamps;
import dev.warder.model.Activity;
import dev.warder.model.Call;
import dev.warder.model.Caller;
import dev.warder.model.CredentialKind;
import dev.warder.model.Outcome;
import java.util.List;
import java.util.Map;

/// Reads OCSF API Activity (class 6003) and HTTP Activity (4002). The hot path: one record is read
/// in one pass over its tape, and only what never repeats is allocated. Confined to one thread.
///
/// Errors a record of another OCSF class, without a time, or with an object where a word belongs is
/// skipped Source OCSF 1.5, classes 6003 and 4002
final class OcsfFormat implements Format.Json {
  private static final int API_ACTIVITY = 6003;
  private static final int HTTP_ACTIVITY = 4002;
  private static final int STATUS_SUCCESS = 1;
  private static final int STATUS_FAILURE = 2;
  private static final int ATTRIBUTE_CHARS = 256;

  private final Nouns nouns;
  private final KeyField keyField;
  private final TrustedHops hops;
  private final Attributes attributes;
  private final OcsfRecord record;

  OcsfFormat(Nouns nouns, String keyField, TrustedHops hops) {
    this.nouns = nouns;
    this.hops = hops;
    this.keyField = new KeyField(keyField);
    attributes = new Attributes(nouns);
    record = new OcsfRecord(nouns);
  }

  @Override
  public String name() {
    return "ocsf";
  }

  @Override
  public boolean read(Tape tape, int node, RecordSink sink) {
    if (!tape.isObject(node)) {
      return false;
    }
    record.read(tape, node);
    if (record.classUid == Activity.UNKNOWN) {
      return false;
    }
    if (record.classUid != API_ACTIVITY && record.classUid != HTTP_ACTIVITY) {
      sink.skip(SkipReason.NOT_A_CALL, "OCSF class other than 6003 and 4002");
    } else if (record.duplicate) {
      sink.skip(SkipReason.DUPLICATE_FIELD, "an OCSF field occurs twice in one object");
    } else if (!record.timeSeen) {
      sink.skip(SkipReason.FIELD_MISSING, "time");
    } else if (record.timeMicros == Timestamps.NONE) {
      sink.skip(SkipReason.FIELD_INVALID, "time");
    } else if (record.invalid) {
      sink.skip(SkipReason.FIELD_INVALID, "an object or list where a word belongs");
    } else {
      deliver(tape, node, sink);
    }
    return true;
  }

  private void deliver(Tape tape, int node, RecordSink sink) {
    Outcome outcome = outcome();
    String address = hops.address(record.address, tape, record.forwardedNode);
    List<String> resources = record.resourcesNode > 0 ? record.resources(tape) : List.of();
    boolean made = record.creates() && outcome.succeeded();
    sink.deliver(
        new Activity(
            record.timeMicros,
            record.uid.isEmpty()
                ? (record.requestUid.isEmpty() ? sink.derivedUid() : record.requestUid)
                : record.uid,
            record.tenant.isEmpty() ? record.account : record.tenant,
            caller(tape, node),
            nouns.source(address.isEmpty() ? record.service : address, record.country),
            nouns.client(record.agent, record.ja4),
            call(),
            outcome,
            record.requestBytes,
            record.responseBytes,
            record.latencyMillis < 0 ? Activity.UNKNOWN : record.latencyMillis * 1_000,
            resources,
            made ? resources : List.of(),
            made ? record.mintedCredential(tape) : "",
            List.of(),
            attributes(tape)));
  }

  private Caller caller(Tape tape, int node) {
    String key = keyField.find(tape, node);
    if (!key.isEmpty()) {
      return nouns.caller(
          nouns.secrets().hash(key),
          CredentialKind.API_KEY,
          record.principal,
          record.principalName,
          "");
    }
    if (AwsNames.isAssumedRole(record.principal)) {
      CredentialKind kind =
          AwsNames.isInstanceSession(record.principal)
              ? CredentialKind.WORKLOAD_SESSION
              : CredentialKind.SESSION;
      String role = AwsNames.roleOf(record.principal);
      return nouns.caller(record.principal, kind, role, record.principalName, role);
    }
    if (!record.credential.isEmpty()) {
      CredentialKind kind =
          record.credential.startsWith("ASIA") ? CredentialKind.SESSION : CredentialKind.API_KEY;
      return nouns.caller(record.credential, kind, record.principal, record.principalName, "");
    }
    if (record.queryNode > 0) {
      String secret =
          nouns.secrets().keyInQuery(tape.text(record.queryNode, Activity.MAX_TEXT), "");
      if (!secret.isEmpty()) {
        String hash = nouns.secrets().hash(secret);
        return nouns.caller(
            hash, CredentialKind.API_KEY, record.principal, record.principalName, "");
      }
    }
    if (!record.principal.isEmpty()) {
      return nouns.caller(
          record.principal, CredentialKind.PRINCIPAL, record.principal, record.principalName, "");
    }
    return record.service.isEmpty()
        ? Caller.ANONYMOUS
        : nouns.caller(
            record.service, CredentialKind.SERVICE, record.service, record.principalName, "");
  }

  private Call call() {
    String api =
        !record.host.isEmpty()
            ? record.host
            : !record.apiService.isEmpty() ? record.apiService : "unknown";
    if (!record.path.path().isEmpty()) {
      return nouns.call(api, record.method, record.path.path(), record.operation);
    }
    String action =
        record.operation.isEmpty() ? "" : AwsNames.action(record.apiService, record.operation);
    return nouns.call(api, action.isEmpty() ? record.method : "", "", action);
  }

  private Outcome outcome() {
    if (record.code > 0) {
      Outcome known = nouns.outcome(record.code);
      return record.error.isEmpty()
          ? known
          : new Outcome(known.result(), record.code, record.error);
    }
    if (record.statusId == STATUS_FAILURE || !record.error.isEmpty()) {
      return AwsNames.failure(record.error);
    }
    return record.statusId == STATUS_SUCCESS ? Outcome.SUCCESS : nouns.outcome(0);
  }

  private Map<String, String> attributes(Tape tape) {
    if (record.dataNode == 0
        && record.path.marks().isEmpty()
        && !Attributes.isUnset(record.timeMicros)) {
      return Map.of();
    }
    attributes.start(ATTRIBUTE_CHARS);
    attributes.noteTime(record.timeMicros);
    attributes.put("path.marks", record.path.marks());
    if (record.dataNode > 0) {
      attributes.flatten(tape, record.dataNode, "api.request.data");
    }
    return attributes.toMap();
  }
}
