package dev.warder.collect;

import dev.warder.collect.json.Tape;
import dev.warder.collect.text.Timestamps;
import dev.warder.model.Activity;
import dev.warder.model.Call;
import dev.warder.model.Caller;
import dev.warder.model.CredentialKind;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Reads HTTP archives: the whole `log`, or its entries one by one as the splitter hands them on.
/// Confined to one thread.
///
/// An archive is written by the caller's own side, so it names no client address unless the writer
/// added `_clientAddress`. Keys are found in headers and query ([KeyHeaders]) and hashed. The body
/// is looked into for the name of a GraphQL operation and for nothing else.
///
/// Errors entries that are no HTTP (`data:`, `blob:`, `chrome-extension:`) are told as no calls
/// Source HTTP Archive 1.2
final class HarFormat implements Format.Json {
  private enum Field {
    LOG("log"),
    ENTRIES("entries"),
    STARTED("startedDateTime"),
    TIME("time"),
    REQUEST("request"),
    RESPONSE("response"),
    CLIENT_ADDRESS("_clientAddress"),
    METHOD("method"),
    URL("url"),
    HEADERS("headers"),
    NAME("name"),
    VALUE("value"),
    POST_DATA("postData"),
    TEXT("text"),
    STATUS("status"),
    CONTENT("content"),
    SIZE("size"),
    BODY_SIZE("bodySize");

    private final String label;

    Field(String label) {
      this.label = label;
    }
  }

  private final Nouns nouns;
  private final String keyField;
  private final RecordFields fields;
  private final Attributes attributes;
  private final HttpRequest target;
  private final KeyHeaders headers;
  private final GraphQl graphQl;
  private String agent = "";
  private String requestId = "";
  private boolean grpc;

  HarFormat(Nouns nouns, String keyField, CollectOptions.Limits limits) {
    this.nouns = nouns;
    this.keyField = keyField;
    fields =
        new RecordFields(nouns, Arrays.stream(Field.values()).map(field -> field.label).toList());
    attributes = new Attributes(nouns);
    target = new HttpRequest(nouns);
    headers = new KeyHeaders(keyField);
    graphQl = new GraphQl(limits);
  }

  @Override
  public String name() {
    return "har";
  }

  @Override
  public boolean read(Tape tape, int node, RecordSink sink) {
    if (!tape.isObject(node)) {
      return false;
    }
    boolean duplicate = fields.open(tape, node);
    if (fields.has(Field.STARTED) && fields.isObject(Field.REQUEST)) {
      readEntry(duplicate, sink);
      return true;
    }
    int entries = fields.under(fields.node(Field.LOG), Field.ENTRIES);
    if (entries == 0 || !tape.isArray(entries)) {
      return false;
    }
    if (tape.next(entries) == entries + 1) {
      sink.notEvents("an archive without entries");
    }
    for (int n = entries + 1; n < tape.next(entries); n = tape.next(n)) {
      if (tape.isObject(n)) {
        readEntry(fields.open(tape, n), sink);
      } else {
        sink.skip(SkipReason.NOT_AN_OBJECT, "an element of entries is no object");
      }
    }
    return true;
  }

  private void readEntry(boolean duplicate, RecordSink sink) {
    int request = fields.node(Field.REQUEST);
    String url = secretText(fields.under(request, Field.URL));
    long micros = fields.micros(fields.node(Field.STARTED));
    if (duplicate) {
      sink.skip(SkipReason.DUPLICATE_FIELD, "a field of the entry occurs twice");
    } else if (!fields.isObject(Field.REQUEST) || url.isEmpty()) {
      sink.skip(SkipReason.FIELD_MISSING, "request.url");
    } else if (!isHttp(url)) {
      sink.skip(SkipReason.NOT_A_CALL, "no HTTP request");
    } else if (micros == Timestamps.NONE) {
      sink.skip(
          fields.has(Field.STARTED) ? SkipReason.FIELD_INVALID : SkipReason.FIELD_MISSING,
          Field.STARTED.label);
    } else {
      deliver(request, url, micros, sink);
    }
  }

  private static boolean isHttp(String url) {
    String start = url.substring(0, Math.min(8, url.length())).toLowerCase(Locale.ROOT);
    return start.startsWith("http://")
        || start.startsWith("https://")
        || start.startsWith("ws://")
        || start.startsWith("wss://");
  }

  private void deliver(int request, String url, long micros, RecordSink sink) {
    target.start();
    target.read(url);
    readHeaders(fields.under(request, Field.HEADERS));
    int response = fields.node(Field.RESPONSE);
    long status = fields.number(fields.under(response, Field.STATUS), 0);
    long sent = fields.number(fields.under(response, Field.BODY_SIZE), Activity.UNKNOWN);
    int content = fields.under(response, Field.CONTENT);
    sink.deliver(
        new Activity(
            micros,
            sink.derivedUid(),
            "",
            caller(),
            nouns.source(fields.text(Field.CLIENT_ADDRESS), ""),
            nouns.client(agent, ""),
            call(request),
            nouns.outcome(Math.clamp(status, 0, 999)),
            size(fields.number(fields.under(request, Field.BODY_SIZE), Activity.UNKNOWN)),
            size(sent < 0 ? fields.number(fields.under(content, Field.SIZE), sent) : sent),
            latencyMicros(),
            List.of(),
            List.of(),
            "",
            nouns.parameters(target.query),
            facts(micros)));
  }

  /// Sizes that are not known are written as -1.
  private static long size(long written) {
    return written < 0 ? Activity.UNKNOWN : written;
  }

  private long latencyMicros() {
    long millis = fields.number(fields.node(Field.TIME), Activity.UNKNOWN);
    return millis < 0 || millis > Long.MAX_VALUE / 1_000 ? Activity.UNKNOWN : millis * 1_000;
  }

  private void readHeaders(int list) {
    Tape tape = fields.tape();
    headers.start();
    agent = "";
    requestId = "";
    grpc = false;
    if (list == 0 || !tape.isArray(list)) {
      return;
    }
    for (int n = list + 1; n < tape.next(list); n = tape.next(n)) {
      String name = secretText(fields.under(n, Field.NAME));
      int value = fields.under(n, Field.VALUE);
      switch (name.toLowerCase(Locale.ROOT)) {
        case "user-agent" -> agent = fields.agent(value);
        case "x-request-id" -> requestId = fields.text(value);
        case "content-type" -> grpc = secretText(value).startsWith("application/grpc");
        default -> headers.header(name, secretText(value));
      }
    }
  }

  /// May be a secret: never to be put into an activity.
  private String secretText(int node) {
    return node == 0 ? "" : fields.tape().text(node, Activity.MAX_TEXT);
  }

  private Caller caller() {
    if (!headers.publicId.isEmpty()) {
      String id = nouns.secrets().scrubId(headers.publicId);
      return nouns.caller(id, CredentialKind.API_KEY, "", "", "");
    }
    String secret =
        headers.secret.isEmpty()
            ? nouns.secrets().keyInQuery(target.query, keyField)
            : headers.secret;
    if (secret.isEmpty()) {
      return Caller.ANONYMOUS;
    }
    return headers.isShortLived()
        ? nouns.caller(nouns.secrets().hash(secret), CredentialKind.SESSION, "", "", "")
        : nouns.callerBySecret(secret);
  }

  private Call call(int request) {
    String method = fields.textUnder(request, Field.METHOD).toUpperCase(Locale.ROOT);
    String api = target.host.isEmpty() ? "http" : target.host;
    return nouns.call(api, method, target.path, grpc ? target.path : "", action(method, request));
  }

  private String action(String method, int request) {
    String action = GraphQl.inQuery(method, target.path, target.query);
    int body = fields.under(fields.under(request, Field.POST_DATA), Field.TEXT);
    Tape tape = fields.tape();
    return action.isEmpty() && body > 0 && tape.kind(body) == Tape.Kind.STRING
        ? graphQl.inBody(tape.bytes(), tape.start(body), tape.end(body))
        : action;
  }

  private Map<String, String> facts(long micros) {
    attributes.start(Activity.MAX_TEXT);
    attributes.noteTime(micros);
    attributes.put("path.marks", target.marks);
    attributes.put("request.id", requestId);
    return attributes.toMap();
  }
}
