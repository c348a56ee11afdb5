package dev.warder.api.access;

import static java.util.Objects.requireNonNull;

import dev.warder.api.http.Authenticator;
import dev.warder.api.http.Call;
import dev.warder.api.http.Caller;
import dev.warder.api.http.PeerList;
import dev.warder.api.http.Problem;
import dev.warder.api.http.ProblemCode;
import dev.warder.api.http.ProblemException;
import dev.warder.api.http.Route;
import dev.warder.api.verify.Judge;
import dev.warder.api.verify.Judge.Asked;
import dev.warder.api.verify.VerdictWords;
import dev.warder.api.wire.Own;
import dev.warder.keys.Presented;
import dev.warder.keys.Verdict;
import dev.warder.policy.Mode;
import dev.warder.policy.Reason;
import java.util.Map;

/// Recognises callers by keys of Warder's own: a key of the tenant `warder`, whose scopes name the
/// routes it opens. Rotation with overlap, revocation, places, limits and the record of it all are
/// thereby the same as for every key.
///
/// Guarantees a right key of another tenant opens nothing here; nor does a key that is only
/// observed or in shadow
public final class KeyAuthenticator implements Authenticator {
  /// Where a proxy shows its own credential: `authorization` holds that of the call it asks about.
  public static final String PROXY_HEADER = "x-warder-token";

  private static final String SCHEME = "bearer ";

  private final Judge judge;
  private final PeerList proxies;
  private final PeerList watchers;

  /// Recognises callers by what a judge says of their keys.
  ///
  /// @param proxies where proxies may ask from
  /// @param watchers who may read the metrics
  public KeyAuthenticator(Judge judge, PeerList proxies, PeerList watchers) {
    this.judge = requireNonNull(judge, "judge is null");
    this.proxies = requireNonNull(proxies, "proxies is null");
    this.watchers = requireNonNull(watchers, "watchers is null");
  }

  @Override
  public Caller authenticate(Call call, Route route) throws ProblemException {
    return switch (route.entry()) {
      case OPEN -> Caller.NOBODY;
      case WATCHERS -> {
        admit(watchers, call.peer(), "metrics.peers");
        yield Caller.NOBODY;
      }
      case CREDENTIAL -> recognised(bearer(call), call.method(), call.path(), call.peer());
      case PROXY -> proxy(call.header(PROXY_HEADER), stem(route), call.peer());
    };
  }

  /// Recognises a proxy that asks about a call, over whatever protocol.
  ///
  /// @param token what it showed
  /// @param door the path that its scope has to name, with `GET`; not the path of the call it asks
  ///   about, which is a stranger's
  public Caller proxy(String token, String door, String peer) throws ProblemException {
    admit(proxies, peer, "authorize.peers");
    return recognised(token, "GET", door, peer);
  }

  private static String stem(Route route) {
    String template = route.template();
    return template.endsWith("/**") ? template.substring(0, template.length() - 3) : template;
  }

  private static void admit(PeerList peers, String peer, String setting) throws ProblemException {
    if (!peers.contains(peer)) {
      throw new ProblemException(
          ProblemCode.NOT_ALLOWED,
          "Your address is not among those that may ask this; the setting is " + setting + ".");
    }
  }

  private static String bearer(Call call) throws ProblemException {
    String header = call.header("authorization");
    boolean fits = header.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
    return fits ? header.substring(SCHEME.length()).strip() : "";
  }

  private Caller recognised(String token, String method, String path, String peer)
      throws ProblemException {
    if (token.isEmpty()) {
      throw new ProblemException(
          ProblemCode.NO_CREDENTIAL,
          "Show one of Warder's own keys, as 'Authorization: Bearer …'; a proxy shows it in"
              + " X-Warder-Token.");
    }
    Verdict verdict =
        judge.judge("own", new Asked(Presented.of(token), Own.TENANT, method, path, peer, ""));
    boolean own = verdict.tenant().equals(Own.TENANT);
    if (own
        && verdict.isAllowed()
        && verdict.reason() == Reason.ALLOWED
        && verdict.mode() == Mode.ENFORCE) {
      return new Caller(verdict.keyId(), peer);
    }
    throw new ProblemException(refusal(verdict, own));
  }

  private static Problem refusal(Verdict verdict, boolean own) {
    Map<String, String> more = Map.of("verdict", verdict.id().toString());
    if (!own) {
      return Problem.of(
          ProblemCode.BAD_CREDENTIAL, "It is none of Warder's own keys, or no longer.", more);
    }
    String why = VerdictWords.sentence(verdict.reason());
    if (verdict.isAllowed() && verdict.mode() != Mode.ENFORCE) {
      why = why + " Its mode does not count for Warder's own keys.";
    }
    return switch (VerdictWords.status(verdict.reason())) {
      case 401 -> Problem.of(ProblemCode.BAD_CREDENTIAL, why, more);
      case 429 -> Problem.of(ProblemCode.TOO_MANY_REQUESTS, why, more);
      default -> Problem.of(ProblemCode.NOT_ALLOWED, why, more);
    };
  }
}
