package dev.warder.collect;

import dev.warder.collect.OcsfRecord.Slot;
import dev.warder.collect.json.Shapes;
import dev.warder.collect.json.Slots;
import dev.warder.collect.json.Tape;
import dev.warder.collect.sort.Weight;
import dev.warder.collect.text.RequestPath;
import dev.warder.collect.text.Slices;
import dev.warder.collect.text.Timestamps;
import dev.warder.collect.text.TupleCache;
import dev.warder.model.Activity;
import dev.warder.model.Call;
import dev.warder.model.Caller;
import dev.warder.model.Client;
import dev.warder.model.CredentialKind;
import dev.warder.model.Outcome;
import dev.warder.model.Parameter;
import dev.warder.model.Source;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads OCSF API Activity (class 6003) and HTTP Activity (4002). The hot path: a record laid out
/// like one before is only compared with it, and who called what is looked up as a whole. Confined
/// to one thread.
///
/// Errors a record of another OCSF class, without a time, or with an object where a word belongs is
/// skipped Source OCSF 1.5, classes 6003 and 4002
@SuppressWarnings("EnumOrdinal") // slots are numbered in the order of the enum
final class OcsfFormat implements Format.Shaped {
  private static final int API_ACTIVITY = 6003;
  private static final int HTTP_ACTIVITY = 4002;
  private static final int CREATE = 1;
  private static final int STATUS_SUCCESS = 1;
  private static final int STATUS_FAILURE = 2;
  private static final int ATTRIBUTE_CHARS = 256;
  private static final long MAX_SIZE = 1_000_000_000_000L;
  private static final RequestPath NO_PATH = new RequestPath("", "");
  private static final int PARTY_BITS = 14;
  private static final int REQUEST_BITS = 13;

  private static final long PARTY =
      bits(
          Slot.TENANT,
          Slot.USER_ACCOUNT,
          Slot.CLOUD_ACCOUNT,
          Slot.PRINCIPAL,
          Slot.PRINCIPAL_NAME,
          Slot.USER_CREDENTIAL,
          Slot.SESSION_CREDENTIAL,
          Slot.ADDRESS,
          Slot.SERVICE,
          Slot.COUNTRY,
          Slot.AGENT,
          Slot.JA4);
  private static final long REQUEST =
      bits(Slot.METHOD, Slot.HOST, Slot.PATH, Slot.OPERATION, Slot.API_SERVICE);

  private final Nouns nouns;
  private final KeyField keyField;
  private final TrustedHops hops;
  private final Attributes attributes;
  private final OcsfResources resources;
  private final Shapes shapes = new Shapes();
  private final OcsfRecord record;
  private final Slots slots;
  private final TupleCache<Party> parties = new TupleCache<>(PARTY_BITS);
  private final TupleCache<Request> requests = new TupleCache<>(REQUEST_BITS);
  private String keyGiven = "";

  OcsfFormat(Nouns nouns, String keyField, TrustedHops hops) {
    this.nouns = nouns;
    this.hops = hops;
    record = new OcsfRecord(hops.count() > 0);
    slots = record.slots;
    this.keyField = new KeyField(keyField);
    attributes = new Attributes(nouns);
    resources = new OcsfResources(nouns);
  }

  /// Who called, from where and with what.
  private record Party(String tenant, Caller caller, Source source, Client client, long bytes) {
    Party(String tenant, Caller caller, Source source, Client client) {
      this(tenant, caller, source, client, Weight.ofParty(tenant, caller, source, client));
    }
  }

  /// What was called, and what was odd about its path.
  private record Request(Call call, String marks) {}

  @Override
  public String name() {
    return "ocsf";
  }

  @Override
  public int match(byte[] bytes, int from, int to) {
    return shapes.match(bytes, from, to, slots);
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
    if (!record.has(Slot.CLASS_UID)) {
      return false;
    }
    keyGiven = keyField.find(tape, node);
    if (node == 0
        && !keyField.isGiven()
        && !record.nested
        && !record.duplicate
        && !record.invalid) {
      shapes.learn(tape, slots);
    }
    readSlots(sink);
    return true;
  }

  private void readSlots(RecordSink sink) {
    long classUid = number(Slot.CLASS_UID, 0);
    Slot time = record.has(Slot.TIME) ? Slot.TIME : Slot.TIME_DT;
    if (classUid != API_ACTIVITY && classUid != HTTP_ACTIVITY) {
      sink.skip(SkipReason.NOT_A_CALL, "OCSF class other than 6003 and 4002");
    } else if (record.duplicate) {
      sink.skip(SkipReason.DUPLICATE_FIELD, "an OCSF field occurs twice in one object");
    } else if (!record.has(time)) {
      sink.skip(SkipReason.FIELD_MISSING, "time");
    } else {
      long micros = Timestamps.parse(slots.bytes(), from(time), to(time));
      if (micros == Timestamps.NONE) {
        sink.skip(SkipReason.FIELD_INVALID, "time");
      } else if (record.invalid) {
        sink.skip(SkipReason.FIELD_INVALID, "an object or list where a word belongs");
      } else {
        deliver(micros, sink);
      }
    }
  }

  private void deliver(long micros, RecordSink sink) {
    Party party = party();
    Request request = request();
    Outcome outcome = outcome();
    int list = record.resourcesNode;
    List<String> targets = list > 0 ? resources.names(record.tape, list) : List.of();
    boolean made = list > 0 && number(Slot.ACTIVITY_ID, 0) == CREATE && outcome.succeeded();
    long latencyMillis = size(Slot.LATENCY);
    sink.deliver(
        new Activity(
            micros,
            uid(sink),
            party.tenant,
            party.caller,
            party.source,
            party.client,
            request.call,
            outcome,
            size(Slot.REQUEST_BYTES),
            size(Slot.RESPONSE_BYTES),
            latencyMillis < 0 ? Activity.UNKNOWN : latencyMillis * 1_000,
            targets,
            made ? targets : List.of(),
            made ? resources.credential(record.tape, list) : "",
            record.has(Slot.QUERY) || record.dataNode > 0 ? parameters(request) : List.of(),
            attributes(micros, request.marks)),
        party.bytes + Weight.ofCall(request.call));
  }

  /// Those of the query and, for a call by path, of the body.
  private List<Parameter> parameters(Request request) {
    List<Parameter> parameters =
        record.has(Slot.QUERY)
            ? nouns.parameters(slots.bytes(), from(Slot.QUERY), to(Slot.QUERY))
            : List.of();
    return record.dataNode > 0 && !request.call.path().isEmpty()
        ? BodyParameters.after(parameters, record.tape, record.dataNode)
        : parameters;
  }

  /// Unlike other texts it never repeats, so that no cache is asked.
  private String uid(RecordSink sink) {
    String uid = unique(Slot.UID);
    uid = uid.isEmpty() ? unique(Slot.REQUEST_UID) : uid;
    return uid.isEmpty() ? sink.derivedUid() : uid;
  }

  private Party party() {
    if (!keyGiven.isEmpty() || mayHideKeyInQuery() || isForwarded()) {
      return newParty();
    }
    Party known = find(parties, PARTY);
    return known == null ? parties.keep(newParty()) : known;
  }

  private boolean mayHideKeyInQuery() {
    return record.has(Slot.QUERY)
        && !record.has(Slot.SESSION_CREDENTIAL)
        && !record.has(Slot.USER_CREDENTIAL);
  }

  private boolean isForwarded() {
    return hops.count() > 0 && record.forwardedNode > 0;
  }

  private Party newParty() {
    String tenant = text(Slot.TENANT);
    String account = text(Slot.USER_ACCOUNT);
    account = account.isEmpty() ? text(Slot.CLOUD_ACCOUNT) : account;
    String address = hops.address(text(Slot.ADDRESS), record.tape, record.forwardedNode);
    return new Party(
        tenant.isEmpty() ? account : tenant,
        caller(),
        nouns.source(address.isEmpty() ? text(Slot.SERVICE) : address, text(Slot.COUNTRY)),
        nouns.client(
            record.has(Slot.AGENT)
                ? nouns.agent(slots.bytes(), from(Slot.AGENT), to(Slot.AGENT))
                : "",
            text(Slot.JA4)));
  }

  private Caller caller() {
    String principal = credentialId(Slot.PRINCIPAL);
    String name = nouns.attribute(text(Slot.PRINCIPAL_NAME));
    if (!keyGiven.isEmpty()) {
      String hash = nouns.secrets().hash(keyGiven);
      return nouns.caller(hash, CredentialKind.API_KEY, principal, name, "");
    }
    if (AwsNames.isAssumedRole(principal)) {
      CredentialKind kind =
          AwsNames.isInstanceSession(principal)
              ? CredentialKind.WORKLOAD_SESSION
              : CredentialKind.SESSION;
      String role = AwsNames.roleOf(principal);
      return nouns.caller(principal, kind, role, name, role);
    }
    String credential = credentialId(Slot.SESSION_CREDENTIAL);
    credential = credential.isEmpty() ? credentialId(Slot.USER_CREDENTIAL) : credential;
    if (!credential.isEmpty()) {
      CredentialKind kind =
          credential.startsWith("ASIA") ? CredentialKind.SESSION : CredentialKind.API_KEY;
      return nouns.caller(credential, kind, principal, name, "");
    }
    if (record.has(Slot.QUERY)) {
      String secret = nouns.secrets().keyInQuery(unique(Slot.QUERY), "");
      if (!secret.isEmpty()) {
        String hash = nouns.secrets().hash(secret);
        return nouns.caller(hash, CredentialKind.API_KEY, principal, name, "");
      }
    }
    if (!principal.isEmpty()) {
      return nouns.caller(principal, CredentialKind.PRINCIPAL, principal, name, "");
    }
    String service = text(Slot.SERVICE);
    return service.isEmpty()
        ? Caller.ANONYMOUS
        : nouns.caller(service, CredentialKind.SERVICE, service, name, "");
  }

  private Request request() {
    Request known = find(requests, REQUEST);
    return known == null ? requests.keep(newRequest()) : known;
  }

  private Request newRequest() {
    String service = text(Slot.API_SERVICE);
    String host = text(Slot.HOST);
    String api = !host.isEmpty() ? host : !service.isEmpty() ? service : "unknown";
    String method = text(Slot.METHOD).toUpperCase(Locale.ROOT);
    String operation = text(Slot.OPERATION);
    RequestPath path =
        record.has(Slot.PATH)
            ? nouns.newPath(slots.bytes(), from(Slot.PATH), to(Slot.PATH))
            : NO_PATH;
    if (!path.path().isEmpty()) {
      return new Request(new Call(api, method, path.path(), "", operation), path.marks());
    }
    String action = operation.isEmpty() ? "" : AwsNames.action(service, operation);
    return new Request(new Call(api, action.isEmpty() ? method : "", "", "", action), path.marks());
  }

  private Outcome outcome() {
    int code = status(Slot.CODE);
    code = code == 0 ? status(Slot.API_CODE) : code;
    String error = text(Slot.ERROR);
    if (code > 0) {
      Outcome known = nouns.outcome(code);
      return error.isEmpty() ? known : new Outcome(known.result(), code, error);
    }
    long statusId = number(Slot.STATUS_ID, 0);
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

  /// What the given slots, taken together, stood for before.
  private <T> @Nullable T find(TupleCache<T> cache, long wanted) {
    cache.start();
    for (long rest = slots.presentOf(wanted); rest != 0; rest &= rest - 1) {
      int slot = Long.numberOfTrailingZeros(rest);
      cache.add(slot, slots.bytes(), slots.from(slot), slots.to(slot));
    }
    return cache.find();
  }

  private static long bits(Slot... wanted) {
    long bits = 0;
    for (Slot slot : wanted) {
      bits |= 1L << slot.ordinal();
    }
    return bits;
  }

  private int from(Slot slot) {
    return slots.from(slot.ordinal());
  }

  private int to(Slot slot) {
    return slots.to(slot.ordinal());
  }

  private String text(Slot slot) {
    return record.has(slot) ? nouns.text(slots.bytes(), from(slot), to(slot)) : "";
  }

  private String credentialId(Slot slot) {
    return record.has(slot) ? nouns.credentialId(slots.bytes(), from(slot), to(slot)) : "";
  }

  private String unique(Slot slot) {
    return record.has(slot)
        ? Slices.text(slots.bytes(), from(slot), to(slot), Activity.MAX_TEXT)
        : "";
  }

  private long number(Slot slot, long otherwise) {
    return slots.number(slot.ordinal(), otherwise);
  }

  private long size(Slot slot) {
    long value = number(slot, Activity.UNKNOWN);
    return value < 0 || value > MAX_SIZE ? Activity.UNKNOWN : value;
  }

  private int status(Slot slot) {
    long value = number(slot, 0);
    return value >= 100 && value <= 999 ? (int) value : 0;
  }
}
