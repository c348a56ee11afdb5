package dev.warder.collect;

import dev.warder.collect.text.QueryParameters;
import dev.warder.collect.text.RequestPath;
import dev.warder.collect.text.Secrets;
import dev.warder.collect.text.SliceCache;
import dev.warder.collect.text.SliceCache.Reading;
import dev.warder.collect.text.Slices;
import dev.warder.model.Activity;
import dev.warder.model.Call;
import dev.warder.model.Caller;
import dev.warder.model.Client;
import dev.warder.model.CredentialKind;
import dev.warder.model.Outcome;
import dev.warder.model.Parameter;
import dev.warder.model.SharedTexts;
import dev.warder.model.Source;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Makes the parts of activities and shares those that repeat. Confined to one thread.
///
/// Bounds a fixed number of slots per kind; a newcomer takes the slot of whoever was there, so that
/// what is made never depends on what was made before
///
/// Guarantees no path, agent or credential id that it makes holds a secret that [Secrets] knows.
final class Nouns {
  private static final int TEXT_BITS = 12;
  private static final int ID_BITS = 11;
  private static final int AGENT_BITS = 10;

  /// Browsers tell long stories.
  private static final int AGENT_BYTES = 255;

  private static final int PATH_BITS = 13;
  private static final int QUERY_BITS = 9;
  private static final int SLOTS = 1 << 13;
  private static final int STATUSES = 1_000;

  private final Enrichment enrichment;
  private final Secrets secrets;
  private final SliceCache<String> texts;
  private final SliceCache<String> ids;
  private final SliceCache<String> agents;
  private final SliceCache<RequestPath> paths;
  private final SliceCache<List<Parameter>> queries =
      new SliceCache<>(QUERY_BITS, Reading.ofText(QueryParameters::of));
  private final @Nullable Caller[] callers = new @Nullable Caller[SLOTS];
  private final @Nullable Known<Source>[] sources = slots();
  private final @Nullable Known<Client>[] clients = slots();
  private final @Nullable Call[] calls = new @Nullable Call[SLOTS];
  private final @Nullable Outcome[] outcomes = new @Nullable Outcome[STATUSES];

  /// @param shared texts of all readers
  Nouns(Enrichment enrichment, HashKey hashKey, SharedTexts shared) {
    this.enrichment = enrichment;
    texts = new SliceCache<>(TEXT_BITS, Reading.ofText(shared::share));
    secrets = new Secrets(hashKey.exposeBytes());
    ids = new SliceCache<>(ID_BITS, Reading.ofText(id -> shared.share(secrets.scrubId(id))));
    agents = new SliceCache<>(AGENT_BITS, AGENT_BYTES, Reading.ofText(secrets::scrubText));
    paths = new SliceCache<>(PATH_BITS, this::newPath);
  }

  /// What a log said, and what it was looked up as.
  private record Known<T>(String first, String second, T value) {
    boolean is(String one, String other) {
      return first.equals(one) && second.equals(other);
    }
  }

  Secrets secrets() {
    return secrets;
  }

  /// Text that holds no secret by its nature: a host, a tenant, an operation.
  String text(byte[] bytes, int from, int to) {
    return texts.get(bytes, from, to);
  }

  /// A credential's public id; if it is a secret after all, its hash.
  String credentialId(byte[] bytes, int from, int to) {
    return ids.get(bytes, from, to);
  }

  String agent(byte[] bytes, int from, int to) {
    return agents.get(bytes, from, to);
  }

  RequestPath path(byte[] bytes, int from, int to) {
    return paths.get(bytes, from, to);
  }

  /// What a query string carried, without the values.
  List<Parameter> parameters(byte[] bytes, int from, int to) {
    return from < to ? queries.get(bytes, from, to) : List.of();
  }

  /// What a query string carried, without the values; a question mark before it is no part of it.
  List<Parameter> parameters(String query) {
    byte[] bytes = query.getBytes(StandardCharsets.UTF_8);
    return parameters(bytes, query.startsWith("?") ? 1 : 0, bytes.length);
  }

  private RequestPath newPath(byte[] bytes, int from, int to) {
    if (RequestPath.isPlain(bytes, from, to)) {
      String text = Slices.ascii(bytes, from, to);
      // Every stage asks for its hash, which it remembers; here it is still at hand.
      int _ = text.hashCode();
      return new RequestPath(text, "");
    }
    RequestPath path = RequestPath.of(Slices.text(bytes, from, to, Activity.MAX_TEXT));
    String scrubbed = secrets.scrubPath(path.path());
    return scrubbed.equals(path.path()) ? path : new RequestPath(scrubbed, path.marks());
  }

  /// The caller behind a secret that was seen in the clear.
  Caller callerBySecret(String secret) {
    return caller(secrets.hash(secret), CredentialKind.API_KEY, "", "", "");
  }

  Caller caller(
      String credentialUid,
      CredentialKind kind,
      String principalUid,
      String principalName,
      String parentUid) {
    int slot = slot(credentialUid.hashCode() * 31 + principalUid.hashCode());
    Caller known = callers[slot];
    if (known != null
        && known.credentialUid().equals(credentialUid)
        && known.kind() == kind
        && known.principalUid().equals(principalUid)
        && known.principalName().equals(principalName)
        && known.parentUid().equals(parentUid)) {
      return known;
    }
    Caller made = new Caller(credentialUid, kind, principalUid, principalName, parentUid);
    callers[slot] = made;
    return made;
  }

  Source source(String address, String countryHint) {
    int slot = slot(address.hashCode() * 31 + countryHint.hashCode());
    Known<Source> known = sources[slot];
    if (known == null || !known.is(address, countryHint)) {
      known = new Known<>(address, countryHint, enrichment.source(address, countryHint));
      sources[slot] = known;
    }
    return known.value();
  }

  Client client(String userAgent, String ja4) {
    int slot = slot(userAgent.hashCode() * 31 + ja4.hashCode());
    Known<Client> known = clients[slot];
    if (known == null || !known.is(userAgent, ja4)) {
      known = new Known<>(userAgent, ja4, enrichment.client(userAgent, ja4));
      clients[slot] = known;
    }
    return known.value();
  }

  Call call(String api, String method, String path, String action) {
    return call(api, method, path, "", action);
  }

  Call call(String api, String method, String path, String route, String action) {
    int slot = slot((api.hashCode() * 31 + method.hashCode()) * 31 + path.hashCode());
    Call known = calls[slot];
    if (known != null
        && known.path().equals(path)
        && known.method().equals(method)
        && known.api().equals(api)
        && known.route().equals(route)
        && known.action().equals(action)) {
      return known;
    }
    Call made = new Call(api, method, path, route, action);
    calls[slot] = made;
    return made;
  }

  Outcome outcome(int status) {
    if (status < 0 || status >= STATUSES) {
      return Outcome.ofStatus(0);
    }
    Outcome known = outcomes[status];
    if (known == null) {
      known = Outcome.ofStatus(status);
      outcomes[status] = known;
    }
    return known;
  }

  /// Free text of the log for an attribute or a name, without secrets.
  String attribute(String text) {
    return secrets.scrubText(Slices.cut(text, Activity.MAX_TEXT));
  }

  private static int slot(int hash) {
    return ((hash * 0x9E3779B9) >>> 16) & (SLOTS - 1);
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static <T> @Nullable Known<T>[] slots() {
    return (@Nullable Known<T>[]) new Known[SLOTS];
  }
}
