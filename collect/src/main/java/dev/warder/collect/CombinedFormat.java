package dev.warder.collect;

import dev.warder.collect.text.RequestPath;
import dev.warder.collect.text.Timestamps;
import dev.warder.collect.text.Utf8;
import dev.warder.model.Activity;
import dev.warder.model.Call;
import dev.warder.model.Caller;
import dev.warder.model.CredentialKind;
import dev.warder.model.Parameter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Reads the common and combined log formats of Apache and nginx, with or without the virtual host
/// before them, and after a syslog header. Confined to one thread.
///
/// Shape `[vhost] client ident user [time] "request" status bytes ["referer" "agent"] [more]`
///
/// A request line that is none (`-`, bytes of a TLS handshake) stays a request without a route. The
/// query is dropped, except that a key in it becomes the credential and its parameters leave their
/// names and shapes; a user name that is a key becomes the credential, too.
///
/// Source Apache mod_log_config; nginx ngx_http_log_module
final class CombinedFormat implements Format.Line {
  private static final int TIME_LENGTH = 26;
  private static final int MAX_METHOD = 20;
  private static final int MAX_SYSLOG_HEADER = 256;
  private static final RequestPath NO_PATH = new RequestPath("", "");

  private final Nouns nouns;
  private final String keyField;
  private final TrustedHops hops;
  private final Attributes attributes;
  private final LogLine line = new LogLine();
  private final Unescaped unescaped = new Unescaped();
  private String method = "";
  private RequestPath path = NO_PATH;
  private String secret = "";
  private List<Parameter> parameters = List.of();

  CombinedFormat(Nouns nouns, String keyField, TrustedHops hops) {
    this.hops = hops;
    this.nouns = nouns;
    this.keyField = keyField;
    attributes = new Attributes(nouns);
  }

  @Override
  public String name() {
    return "combined";
  }

  @Override
  public boolean read(byte[] bytes, int from, int to, RecordSink sink) {
    byte[] text = bytes;
    int start = from;
    int end = to;
    if (Utf8.firstInvalid(bytes, from, to) >= 0) {
      text = Utf8.mended(bytes, from, to);
      start = 0;
      end = text.length;
      sink.repaired();
    }
    if (!line.split(text, start, end)) {
      return false;
    }
    long micros = Timestamps.parse(text, line.timeStart, line.timeStart + TIME_LENGTH);
    if (micros == Timestamps.NONE) {
      sink.skip(SkipReason.FIELD_INVALID, "time");
    } else if (isDash(text, line.clientStart, line.clientEnd)) {
      sink.skip(SkipReason.FIELD_MISSING, "client address");
    } else {
      deliver(text, micros, sink);
    }
    return true;
  }

  private void deliver(byte[] b, long micros, RecordSink sink) {
    readRequest(b);
    String user =
        isDash(b, line.userStart, line.userEnd)
            ? ""
            : unescaped.of(b, line.userStart, line.userEnd);
    String agent = line.agentStart < 0 ? "" : agent(b);
    sink.deliver(
        new Activity(
            micros,
            sink.derivedUid(),
            "",
            caller(user),
            nouns.source(address(b), ""),
            nouns.client(agent, ""),
            call(b),
            nouns.outcome(line.status),
            Activity.UNKNOWN,
            line.size,
            Activity.UNKNOWN,
            List.of(),
            List.of(),
            "",
            parameters,
            marks(micros)));
  }

  private void readRequest(byte[] b) {
    method = "";
    path = NO_PATH;
    secret = "";
    parameters = List.of();
    int space = line.requestStart;
    while (space < line.requestEnd && b[space] != ' ') {
      space++;
    }
    if (space == line.requestEnd || !isMethod(b, line.requestStart, space)) {
      return;
    }
    method = nouns.text(b, line.requestStart, space).toUpperCase(Locale.ROOT);
    int end = beforeProtocol(b, space + 1, line.requestEnd);
    int query = space + 1;
    while (query < end && b[query] != '?') {
      query++;
    }
    path =
        hasEscape(b, space + 1, query)
            ? nouns.path(unescaped.bytes(b, space + 1, query), 0, unescaped.size())
            : nouns.path(b, space + 1, query);
    if (query < end) {
      secret = nouns.secrets().keyInQuery(unescaped.of(b, query + 1, end), keyField);
      parameters =
          hasEscape(b, query + 1, end)
              ? nouns.parameters(unescaped.bytes(b, query + 1, end), 0, unescaped.size())
              : nouns.parameters(b, query + 1, end);
    }
  }

  /// Where the target of a request line ends that starts at `from`.
  static int beforeProtocol(byte[] b, int from, int to) {
    int space = to;
    while (space > from && b[space - 1] != ' ') {
      space--;
    }
    boolean protocol =
        space > from
            && to - space >= 5
            && b[space] == 'H'
            && b[space + 1] == 'T'
            && b[space + 2] == 'T'
            && b[space + 3] == 'P'
            && b[space + 4] == '/';
    return protocol ? space - 1 : to;
  }

  static boolean isMethod(byte[] b, int from, int to) {
    for (int i = from; i < to; i++) {
      int upper = b[i] & 0xDF;
      if ((upper < 'A' || upper > 'Z') && b[i] != '-' && b[i] != '_') {
        return false;
      }
    }
    return from < to && to - from <= MAX_METHOD && b[from] != '-';
  }

  private String agent(byte[] b) {
    if (isDash(b, line.agentStart, line.agentEnd)) {
      return "";
    }
    return hasEscape(b, line.agentStart, line.agentEnd)
        ? nouns.agent(unescaped.bytes(b, line.agentStart, line.agentEnd), 0, unescaped.size())
        : nouns.agent(b, line.agentStart, line.agentEnd);
  }

  /// A third quoted text that is no list of addresses leaves the peer.
  private String address(byte[] b) {
    String peer = nouns.text(b, line.clientStart, line.clientEnd);
    return hops.count() == 0 || line.thirdStart < 0
        ? peer
        : hops.address(peer, unescaped.of(b, line.thirdStart, line.thirdEnd));
  }

  private Caller caller(String user) {
    if (user.isEmpty()) {
      return secret.isEmpty() ? Caller.ANONYMOUS : nouns.callerBySecret(secret);
    }
    return nouns.secrets().isSecret(user)
        ? nouns.callerBySecret(user)
        : nouns.caller(user, CredentialKind.PRINCIPAL, user, user, "");
  }

  private Call call(byte[] b) {
    String api = line.hostStart < 0 ? "http" : nouns.text(b, line.hostStart, line.hostEnd);
    return nouns.call(api.isEmpty() ? "http" : api, method, path.path(), "");
  }

  private Map<String, String> marks(long micros) {
    if (path.marks().isEmpty() && !Attributes.isUnset(micros)) {
      return Map.of();
    }
    attributes.start(Activity.MAX_TEXT);
    attributes.noteTime(micros);
    attributes.put("path.marks", path.marks());
    return attributes.toMap();
  }

  private static boolean isDash(byte[] b, int from, int to) {
    return to - from == 1 && b[from] == '-';
  }

  private static boolean hasEscape(byte[] b, int from, int to) {
    for (int i = from; i < to; i++) {
      if (b[i] == '\\') {
        return true;
      }
    }
    return false;
  }

  /// Where the message of a line with a syslog header starts, or `from` if it has none: `<134>1
  /// 2024-06-03T08:00:01Z host app - - - {…}`, `Jun 3 08:00:02 host nginx: 203.0.113.11 …`.
  static int afterSyslogHeader(byte[] b, int from, int to) {
    int limit = Math.min(to, from + MAX_SYSLOG_HEADER);
    boolean tagged = from < to && (b[from] == '<' || isMonth(b, from, to));
    if (!tagged) {
      return from;
    }
    for (int i = from; i + 2 < limit; i++) {
      if (b[i] == ' ' && b[i + 1] == '{') {
        return i + 1;
      }
      if (b[i] == ':' && b[i + 1] == ' ') {
        return i + 2;
      }
    }
    return from;
  }

  private static boolean isMonth(byte[] b, int from, int to) {
    return from + 16 < to
        && b[from + 3] == ' '
        && b[from + 9] == ':'
        && b[from + 12] == ':'
        && "JanFebMarAprMayJunJulAugSepOctNovDec"
            .contains(new String(b, from, 3, StandardCharsets.ISO_8859_1));
  }
}
