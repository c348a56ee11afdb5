package dev.warder.server.serve;

import dev.warder.api.verify.OtherCallers;
import dev.warder.keys.Judged;
import dev.warder.keys.Keys;
import dev.warder.keys.Presented;
import dev.warder.keys.service.KeysSettings;
import dev.warder.keys.verify.FailedProofs;
import dev.warder.policy.Decider;
import dev.warder.policy.Request;
import dev.warder.server.config.Configuration;
import dev.warder.server.config.ConfigurationException;
import dev.warder.server.serve.TokenJudge.Opinion;
import dev.warder.tokens.Tokens;
import java.security.SecureRandom;
import org.jspecify.annotations.Nullable;

/// Whoever decides about callers that others vouch for, one of each for all doors.
///
/// @param keys what is no token of anybody trusted may be a key of another system
record Judges(
    Keys keys,
    TrustedIssuers issuers,
    Strangers strangers,
    TokenJudge tokens,
    CertificateJudge certificates)
    implements OtherCallers, AutoCloseable {

  static Judges open(Configuration configuration, Rooms rooms) throws ConfigurationException {
    KeysSettings settings = Rooms.settings(configuration);
    TrustedIssuers issuers = TrustedIssuers.open(configuration);
    Strangers strangers = new Strangers(rooms.keys(), new Decider(settings.risks()));
    return new Judges(
        rooms.keys(),
        issuers,
        strangers,
        new TokenJudge(
            issuers,
            strangers,
            new FailedProofs(settings.failedProofs(), new SecureRandom().nextLong())),
        new CertificateJudge(issuers, strangers));
  }

  /// Count by other settings from the next call on.
  void adjust(KeysSettings settings) {
    strangers.adjust(new Decider(settings.risks()));
    tokens.adjust(settings.failedProofs());
  }

  /// What doors other than the gate ask: nothing passes here without an identity, whatever was
  /// chosen for the gate.
  @Override
  public @Nullable Judged judge(Presented presented, Request request) {
    String shown = presented.expose();
    if (!tokens.isTrusting() || !Tokens.fits(shown)) {
      return null;
    }
    return switch (tokens.judge(shown, request)) {
      case Opinion.Given given -> given.verdict();
      case Opinion.OfNobody _ -> keys.fits(shown) ? null : tokens.refuse(request);
    };
  }

  @Override
  public void close() {
    issuers.close();
  }
}
