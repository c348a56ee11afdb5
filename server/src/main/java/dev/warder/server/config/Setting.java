package dev.warder.server.config;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Everything that can be configured, in the order of the documentation. The name in a file is that
/// of the constant with dots for double underscores; in the environment it stands after `WARDER_`.
///
/// Shape `AUTHORIZE__KEY_HEADERS` -> `authorize.key_headers` -> `WARDER_AUTHORIZE__KEY_HEADERS`
public enum Setting {
  LISTEN(
      Kind.ADDRESS,
      "127.0.0.1:8470",
      "Address and port to listen on, for HTTP and gRPC alike; [::1]:8470 for IPv6. Neither 8080,"
          + " which everybody uses, nor 8443, which promises TLS."),
  DATA(
      Kind.PATH,
      "warder-data",
      "Folder of the journal, the database and the peppers; made if it is missing."),
  PLAIN_HTTP(
      Choices.of("loopback", "anywhere"),
      "loopback",
      "Where plain HTTP may be listened on without TLS. 'anywhere' is for a proxy or mesh in front"
          + " that does TLS: keys travel through this door."),
  TLS__CERTIFICATE(
      Kind.OPTIONAL_PATH,
      "",
      "Certificate chain in PEM. With tls.key it turns TLS on; a changed file is taken up within"
          + " half a minute."),
  TLS__KEY(Kind.OPTIONAL_PATH, "", "Private key in PEM, PKCS #8."),
  PEPPERS(
      Kind.OPTIONAL_PATH,
      "",
      "File of the peppers that key hashes are made with. Empty: 'peppers' in the data folder; put"
          + " it elsewhere so that a stolen data folder alone is worth nothing."),
  KEYS__PREFIX(
      Kind.TEXT, "wdr", "What the values of new keys begin with; 2 to 8 lower-case letters."),
  KEYS__APPROVAL(
      Choices.of("none", "privileged"),
      "none",
      "What a second person has to approve: 'privileged' is whatever gives a privileged key power,"
          + " such as minting, rotating or widening it. It takes two persons; see keys.persons."),
  KEYS__OPERATIONS(
      Kind.OPTIONAL_PATH,
      "",
      "File that says what operations of the API could do in the wrong hands, one a line:"
          + " 'CREDENTIAL POST /api/keys'. It decides which keys are privileged, what a fence keeps"
          + " from, and what a grant can hold. Empty: nothing is declared."),
  KEYS__PERSONS(
      Kind.LIST,
      "",
      "Persons who keep keys, by name: small letters, digits and dashes. At the start each gets a"
          + " credential of its own, printed once. Empty: one credential, for nobody in particular."
          + " Taking a name away takes no credential away: revoke that."),
  KEYS__LEAKS(
      Choices.of("fence", "inform"),
      "fence",
      "What becomes of a live key that somebody reports as leaked."),
  KEYS__FOREIGN_PEPPERS(
      Kind.OPTIONAL_PATH,
      "",
      "Folder of the peppers that other systems hashed imported keys under: a file for each format,"
          + " named like it and readable by its owner alone."),
  APPROVALS__CALL_AGE(
      Kind.DURATION,
      "1h",
      "How long somebody has to decide about a call that a grant holds; as long one that was refused"
          + " is not asked about again. 30d at most."),
  APPROVALS__CALL_USE(
      Kind.DURATION,
      "15m",
      "How long a call that was approved may come again, once; then it has to be approved anew. 30d"
          + " at most."),
  STORE__URL(
      Kind.TEXT,
      "",
      "postgresql://HOST:PORT/DATABASE to keep tables there. Empty: SQLite in the data folder."),
  STORE__USER(Kind.TEXT, "", "Who logs in to PostgreSQL."),
  STORE__PASSWORD_FILE(
      Kind.OPTIONAL_PATH, "", "File that holds the password for PostgreSQL alone."),
  JOURNAL__WHEN_FULL(
      Choices.of("go_on", "stop"),
      "go_on",
      "When the disk is full: 'go_on' writes changes into room that was kept free, refuses them when"
          + " that is used up, and takes them again when there is room; 'stop' takes no more until a"
          + " start. Verdicts are given either way; what cannot be recorded of them is counted."),
  CALLS__KEEP_FOR(
      Kind.DURATION,
      "90d",
      "How long verdicts and activities are kept, in the journal 'calls'; up to an eighth longer,"
          + " since whole files are dropped. Changes are kept for ever."),
  CALLS__KEEP_BYTES(
      Kind.VOLUME,
      "4GiB",
      "How many bytes of verdicts and activities are kept at most, the oldest dropped first; for a"
          + " moment one file of up to 64 MiB more."),
  AUTHORIZE__PEERS(
      Kind.LIST,
      "127.0.0.0/8, ::1/128",
      "Networks from which proxies (nginx, Envoy) may ask about calls, with a credential as well."),
  AUTHORIZE__KEY_HEADERS(
      Kind.LIST,
      "authorization, x-api-key",
      "Headers in which callers of the API show their key; in authorization after 'Bearer'."),
  AUTHORIZE__ADDRESS_HEADER(
      Kind.TEXT,
      "x-real-ip",
      "Header in which a proxy tells the one address of the caller; for Envoy over HTTP"
          + " x-envoy-external-address."),
  GATEWAY__UPSTREAM(
      Kind.TEXT,
      "",
      "The API that Warder stands in front of itself, such as http://127.0.0.1:3000 or"
          + " https://api.internal. Empty: no gateway."),
  GATEWAY__UPSTREAM_CA(
      Kind.OPTIONAL_PATH,
      "",
      "Certificates in PEM of those who are trusted to say who that API is, where it speaks TLS."
          + " Empty: those that the JDK trusts."),
  GATEWAY__UPSTREAM_HTTP(
      Choices.of("1.1", "2"),
      "1.1",
      "The version of HTTP that API is spoken to in. With 2 it has to speak HTTP/2: chosen in TLS"
          + " (ALPN), or from the first octet on where it speaks plain HTTP; calls get 502 if it"
          + " does not. WebSockets begin as HTTP/1.1 in either case."),
  GATEWAY__LISTEN(
      Kind.ADDRESS,
      "127.0.0.1:8480",
      "Address and port where callers of that API come to. With --upstream, --listen sets this."
          + " With tls.certificate it speaks TLS."),
  GATEWAY__CLIENT_CA(
      Kind.OPTIONAL_PATH,
      "",
      "Certificates in PEM of those who vouch for callers: callers are asked for one of theirs when"
          + " TLS begins. A changed file is taken up within half a minute."),
  GATEWAY__CLIENT_CERTIFICATE(
      Choices.of("optional", "required"),
      "optional",
      "Whether callers without such a certificate may come, and show something else."),
  GATEWAY__CLIENT_REVOKED(
      Kind.OPTIONAL_PATH,
      "",
      "Lists of revoked certificates (CRL) in PEM, one of each authority, those between included,"
          + " and in its time: else none of its certificates counts. Empty: nobody keeps any."),
  GATEWAY__CLIENT_CERT_HEADER(
      Choices.of("strip", "pass"),
      "strip",
      "Whether the API sees a caller's certificate, in the header Client-Cert (RFC 9440). Callers'"
          + " own such headers never pass."),
  GATEWAY__HTTP2(
      Choices.of("on", "off"),
      "on",
      "Whether callers may speak HTTP/2 as well: agreed on in TLS (ALPN), or from the first octet"
          + " on where they speak plain HTTP. What the API is spoken to in says"
          + " gateway.upstream_http."),
  GATEWAY__CREDENTIALS(
      Kind.LIST,
      "bearer, header:x-api-key",
      "Places where callers show their key: bearer, basic (the password), basic:user, header:NAME,"
          + " query:NAME; and of gateway.issuers signed tokens: jwt (after Bearer), jwt:NAME, and"
          + " certificates: certificate (gateway.client_ca)."),
  GATEWAY__ISSUERS(
      Kind.OPTIONAL_PATH,
      "",
      "File that says whose signed tokens (JWT) and certificates are believed, and what they open;"
          + " docs/gateway.md has its form. At the gate it takes jwt or certificate among"
          + " gateway.credentials."),
  GATEWAY__FOREIGN(
      Choices.of("refuse", "pass"),
      "refuse",
      "What becomes of calls that show a credential of somebody else's, such as a signed token of an"
          + " issuer that is not trusted: 401, or they pass without identity, for an API that verifies"
          + " them itself; it must see them then (gateway.secret). Mistyped keys never pass."),
  GATEWAY__SEVERAL(
      Choices.of("refuse", "first"),
      "refuse",
      "What becomes of a call that shows more than one: 'refuse', or that of the place that is"
          + " named first."),
  GATEWAY__SECRET(
      Choices.of("strip", "pass"),
      "strip",
      "Whether the API sees the key itself. Whoever can read its logs has all keys then."),
  GATEWAY__IDENTITY(
      Choices.of("headers", "token", "both"),
      "headers",
      "How the API is told who calls: 'headers' (X-Warder-Key, -Tenant, -Principal), a signed"
          + " 'token' (X-Warder-Identity) that it can verify by /.well-known/jwks.json, or 'both'."),
  GATEWAY__IDENTITY_ISSUER(
      Kind.TEXT, "warder", "Who says so in these tokens (iss); best the address of this Warder."),
  GATEWAY__IDENTITY_AUDIENCE(
      Kind.TEXT, "", "Whom these tokens are meant for (aud). Empty: gateway.upstream."),
  GATEWAY__IDENTITY_LIFE(
      Kind.DURATION,
      "60s",
      "How long such a token is handed on, 10s to 10m; it holds for 30 s more. One signature a"
          + " credential is made in that time."),
  GATEWAY__IDENTITY_ROTATION(
      Kind.DURATION,
      "30d",
      "How long a key signs such tokens; its successor is published an hour before it takes over."),
  GATEWAY__UNJUDGED(
      Choices.of("refuse", "pass"),
      "refuse",
      "What becomes of calls while no verdict can be given: 503, or they pass without identity and"
          + " are counted."),
  GATEWAY__TRUSTED_HOPS(
      Kind.TEXT,
      "0",
      "How many proxies stand in front of the gateway that are trusted to say in X-Forwarded-For"
          + " for whom they speak, 0 to 32."),
  GATEWAY__BODY_SAMPLES(
      Kind.TEXT,
      "0",
      "Of how many requests with a JSON body up to 16 KiB one is looked at, for the names and"
          + " shapes of its fields, never their values: 100 for one in a hundred, 0 for none."),
  GATEWAY__UPSTREAM_CONNECTIONS(
      Kind.COUNT,
      "1024",
      "Connections to the API that are open at a time, and calls that share those of HTTP/2; calls"
          + " beyond get 503."),
  GATEWAY__CONNECT(Kind.DURATION, "5s", "How long connecting to the API may take."),
  GATEWAY__RESPONSE(Kind.DURATION, "60s", "How long the API may take to begin its answer."),
  GATEWAY__STREAM(
      Kind.DURATION, "5m", "How long an answer or a WebSocket may be silent before it is ended."),
  GATEWAY__POOLED(
      Kind.DURATION,
      "30s",
      "How long a connection to the API is kept for the next call; shorter than the API keeps it."),
  METRICS__PEERS(Kind.LIST, "127.0.0.0/8, ::1/128", "Networks from which /metrics may be read."),
  PLACES__TABLE(
      Kind.OPTIONAL_PATH,
      "",
      "Table of networks and countries (CSV or .mmdb). Empty: the one that ships with Warder."),
  ALERTS__PER_DAY(
      Kind.COUNT,
      "5",
      "How many incidents a day the engine may tell of the calls at the gate; a cap, never a quota."
          + " What is over it is kept and marked."),
  WEBHOOKS(
      Kind.ENTRIES,
      "",
      "Who is sent what becomes of incidents. Of each: name, url, secret_file (its own secret,"
          + " whsec_ and base64, a second line during rotation); and if wanted events (told, grown,"
          + " closed, reopened; else all), ca_file, allow_private (receivers in private networks),"
          + " allow_http. Nothing is sent anywhere unless it is named here."),
  LIMITS__BODY(Kind.SIZE, "1MiB", "Largest body of a request."),
  LIMITS__HEADERS(Kind.SIZE, "16KiB", "Most bytes of all headers of a request together."),
  LIMITS__CONNECTIONS(Kind.COUNT, "10000", "Connections open at a time; more are closed at once."),
  LIMITS__RUNNING(
      Kind.COUNT, "1000", "Requests that wait for the disk at a time; more get 503 at once."),
  LIMITS__FAILED_PROOFS(
      Kind.TEXT,
      "60/min",
      "How many signatures from one network (an IPv4 address, a /64 of IPv6) may be checked that do"
          + " not hold; beyond, signed requests from there get 429 unchecked. As limits are"
          + " written: 60/min, 10/s burst 50."),
  TIMEOUT__ARRIVAL(Kind.DURATION, "10s", "How long a request may take to arrive."),
  TIMEOUT__ANSWER(Kind.DURATION, "30s", "How long an answer may take; it is 504 then."),
  TIMEOUT__IDLE(
      Kind.DURATION,
      "75s",
      "How long a connection may be silent, and how long it may go without a whole request."),
  TIMEOUT__STOP(
      Kind.DURATION, "20s", "How long requests that run may take to end when Warder is stopped."),
  TRANSPORT(
      Choices.of("auto", "nio"),
      "auto",
      "How bytes travel: 'auto' takes io_uring or epoll where the system has them."),
  LOG__FORMAT(
      Choices.of("plain", "json"), "plain", "One line of text or one JSON object for each event."),
  LOG__LEVEL(Choices.of("error", "warn", "info", "debug"), "info", "The least that is logged."),
  CLIENT__SERVER(Kind.TEXT, "http://127.0.0.1:8470", "Where the keys commands find Warder."),
  CLIENT__TOKEN_FILE(
      Kind.OPTIONAL_PATH,
      "",
      "File that holds the credential of the keys commands alone; must be readable by its owner"
          + " only."),
  CLIENT__CA_FILE(
      Kind.OPTIONAL_PATH,
      "",
      "Certificates, in PEM, one of which has to have signed that of client.server, or to be it."
          + " Empty: what this machine believes.");

  /// What a running Warder takes up. All else is in the hands of rooms that are opened with it.
  private static final Set<Setting> AT_ONCE =
      EnumSet.of(
          KEYS__OPERATIONS,
          GATEWAY__CREDENTIALS,
          GATEWAY__SEVERAL,
          GATEWAY__SECRET,
          GATEWAY__UNJUDGED,
          GATEWAY__TRUSTED_HOPS,
          GATEWAY__UPSTREAM_CONNECTIONS,
          GATEWAY__CONNECT,
          GATEWAY__RESPONSE,
          GATEWAY__STREAM,
          GATEWAY__POOLED,
          ALERTS__PER_DAY,
          WEBHOOKS,
          LIMITS__FAILED_PROOFS,
          LOG__LEVEL,
          CLIENT__SERVER,
          CLIENT__TOKEN_FILE,
          CLIENT__CA_FILE);

  private final Kind kind;
  private final String choices;
  private final String initial;
  private final String meaning;

  Setting(Kind kind, String initial, String meaning) {
    this.kind = kind;
    this.choices = "";
    this.initial = initial;
    this.meaning = meaning;
  }

  Setting(Choices choices, String initial, String meaning) {
    this.kind = Kind.CHOICE;
    this.choices = choices.words();
    this.initial = initial;
    this.meaning = meaning;
  }

  /// As a file has it: `authorize.key_headers`.
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace("__", ".");
  }

  /// As the environment has it: `WARDER_AUTHORIZE__KEY_HEADERS`.
  public String variable() {
    return "WARDER_" + name();
  }

  public Kind kind() {
    return kind;
  }

  /// What is allowed, where only few things are.
  public List<String> choices() {
    return Values.list(choices);
  }

  /// What it is where nothing says otherwise.
  public String initial() {
    return initial;
  }

  public String meaning() {
    return meaning;
  }

  /// When a changed value counts.
  public Applies applies() {
    return AT_ONCE.contains(this) ? Applies.AT_ONCE : Applies.AT_THE_NEXT_START;
  }

  /// When a changed value counts.
  public enum Applies {
    /// For a running Warder, once it has noticed.
    AT_ONCE("at once"),
    AT_THE_NEXT_START("at the next start");

    private final String words;

    Applies(String words) {
      this.words = words;
    }

    /// For people.
    public String words() {
      return words;
    }
  }

  /// What a value must look like.
  public enum Kind {
    TEXT("text"),
    ADDRESS("address:port"),
    PATH("path"),
    OPTIONAL_PATH("path, or nothing"),
    COUNT("whole number from 1"),
    SIZE("bytes, KiB, MiB or GiB, such as 16KiB"),
    VOLUME("bytes, KiB, MiB, GiB or TiB, such as 4GiB"),
    DURATION("ms, s, m, h or d, such as 30s"),
    LIST("list, or texts with commas between"),
    ENTRIES("list of entries with fields"),
    CHOICE("one of");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    /// For people.
    public String words() {
      return words;
    }
  }

  /// The few things that are allowed, with commas between.
  private record Choices(String words) {
    private static Choices of(String... words) {
      return new Choices(String.join(", ", words));
    }
  }
}
