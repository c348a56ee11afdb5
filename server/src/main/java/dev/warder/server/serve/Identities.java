package dev.warder.server.serve;

import dev.warder.api.identity.PublishedKeys;
import dev.warder.gateway.verdict.Ruling;
import dev.warder.model.ErrorCode;
import dev.warder.policy.KeyFacts;
import dev.warder.server.config.Configuration;
import dev.warder.server.config.ConfigurationException;
import dev.warder.server.config.Setting;
import dev.warder.server.run.CommandFailure;
import dev.warder.tokens.identity.IdentityKeys;
import dev.warder.tokens.identity.IdentityTokens;
import java.io.IOException;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Vouches to the API for who calls, if that was chosen, and rotates the keys that it does so with.
/// Safe for use by many threads.
///
/// Guarantees a token goes with a call that was judged and passes, and with no other: what a key
/// got while it was good is not handed on once it has ended
final class Identities implements AutoCloseable {
  /// File of the keys in the data folder.
  static final String FILE = "identity-keys";

  private static final Logger LOG = LoggerFactory.getLogger(Identities.class);
  private static final int LOOK_SECONDS = 60;

  private final @Nullable Signing signing;

  private Identities(@Nullable Signing signing) {
    this.signing = signing;
  }

  private record Signing(
      IdentitySettings settings,
      IdentityKeys keys,
      IdentityTokens tokens,
      ScheduledExecutorService rotating) {}

  static Identities open(Configuration configuration, InstantSource clock)
      throws ConfigurationException {
    IdentitySettings settings = IdentitySettings.of(configuration).orElse(null);
    if (settings == null) {
      return new Identities(null);
    }
    Path file = configuration.path(Setting.DATA).resolve(FILE);
    IdentityKeys keys = keys(file, settings, clock);
    ScheduledExecutorService rotating =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("warder-identity").daemon().factory());
    var _ =
        rotating.scheduleWithFixedDelay(
            () -> renew(keys, file), LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
    return new Identities(
        new Signing(settings, keys, new IdentityTokens(keys, settings.tokens()), rotating));
  }

  private static IdentityKeys keys(Path file, IdentitySettings settings, InstantSource clock) {
    try {
      return IdentityKeys.open(new IdentityFile(file), settings.rotation(), clock);
    } catch (IOException e) {
      throw new CommandFailure(
          ErrorCode.OUTPUT_UNWRITABLE, "cannot use " + file + ": " + e.getMessage(), e);
    } catch (ParseException e) {
      throw new CommandFailure(
          ErrorCode.CONTENT_INVALID,
          file
              + " holds no keys that identity tokens are signed with; put it back, or delete it to"
              + " have new ones made, which the API has to fetch",
          e);
    }
  }

  private static void renew(IdentityKeys keys, Path file) {
    try {
      keys.renew();
    } catch (IOException | RuntimeException e) {
      LOG.atError()
          .addKeyValue("file", file)
          .addKeyValue("why", String.valueOf(e.getMessage()))
          .log("the next key for identity tokens cannot be kept; the old one goes on");
    }
  }

  /// What the doors publish.
  PublishedKeys published() {
    return signing == null ? PublishedKeys.NONE : signing.keys()::published;
  }

  /// A ruling by which a call passes, with what vouches for its caller.
  ///
  /// @param facts of the credential, as it was judged
  Ruling vouched(Ruling ruling, @Nullable KeyFacts facts, long nowMicros) {
    if (signing == null || facts == null || ruling.refusal() != null) {
      return ruling;
    }
    String token =
        signing
            .tokens()
            .of(
                new IdentityTokens.Who(
                    facts.id(),
                    facts.tenant(),
                    facts.principal(),
                    facts.grant().scope().patterns(),
                    Math.min(facts.expiresMicros(), facts.overlapEndsMicros())),
                nowMicros);
    return ruling.vouching(new Ruling.Vouched(token, signing.settings().headers()));
  }

  /// Whether anybody is vouched for.
  boolean areOn() {
    return signing != null;
  }

  @Override
  public void close() {
    if (signing != null) {
      signing.rotating().shutdownNow();
    }
  }
}
