package dev.warder.server.serve;

import static java.util.Objects.requireNonNull;

import dev.warder.gateway.verdict.Ruling.Vouched.Headers;
import dev.warder.server.config.Configuration;
import dev.warder.server.config.ConfigurationException;
import dev.warder.server.config.Setting;
import dev.warder.tokens.identity.IdentityKeys;
import dev.warder.tokens.identity.IdentityTokens;
import java.time.Duration;
import java.util.Optional;

/// What the configuration says of tokens by which the API is told who calls.
///
/// @param tokens what they have in common
/// @param rotation how long a key signs
/// @param headers whether headers tell it, too
record IdentitySettings(IdentityTokens.Settings tokens, Duration rotation, Headers headers) {
  private static final Duration MOST_ROTATION = Duration.ofDays(3_650);

  IdentitySettings {
    requireNonNull(tokens, "tokens is null");
    requireNonNull(rotation, "rotation is null");
    requireNonNull(headers, "headers is null");
  }

  /// Empty where headers alone tell it.
  static Optional<IdentitySettings> of(Configuration configuration) throws ConfigurationException {
    String wanted = configuration.text(Setting.GATEWAY__IDENTITY);
    if (wanted.equals("headers") || configuration.text(Setting.GATEWAY__UPSTREAM).isEmpty()) {
      return Optional.empty();
    }
    Duration life = configuration.duration(Setting.GATEWAY__IDENTITY_LIFE);
    if (life.compareTo(IdentityTokens.Settings.LEAST) < 0
        || life.compareTo(IdentityTokens.Settings.MOST) > 0) {
      throw configuration.refused(
          Setting.GATEWAY__IDENTITY_LIFE,
          "must be from 10s to 10m, since nobody can take one back");
    }
    Duration rotation = configuration.duration(Setting.GATEWAY__IDENTITY_ROTATION);
    if (rotation.compareTo(IdentityKeys.OVERLAP) <= 0 || rotation.compareTo(MOST_ROTATION) > 0) {
      throw configuration.refused(
          Setting.GATEWAY__IDENTITY_ROTATION, "must be more than 1h and at most 3650d");
    }
    String issuer = configuration.text(Setting.GATEWAY__IDENTITY_ISSUER);
    if (issuer.isEmpty()) {
      throw configuration.refused(
          Setting.GATEWAY__IDENTITY_ISSUER, "must not be empty: it says who vouches");
    }
    return Optional.of(
        new IdentitySettings(
            new IdentityTokens.Settings(issuer, audience(configuration), life),
            rotation,
            wanted.equals("token") ? Headers.NOT : Headers.TOO));
  }

  /// Whom tokens are meant for: what is named, or the API as the gate reaches it.
  private static String audience(Configuration configuration) {
    String named = configuration.text(Setting.GATEWAY__IDENTITY_AUDIENCE);
    String upstream = configuration.text(Setting.GATEWAY__UPSTREAM);
    if (!named.isEmpty()) {
      return named;
    }
    return upstream.endsWith("/") ? upstream.substring(0, upstream.length() - 1) : upstream;
  }
}
