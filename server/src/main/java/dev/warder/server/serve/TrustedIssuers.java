package dev.warder.server.serve;

import static java.util.Objects.requireNonNull;

import dev.warder.policy.Grant;
import dev.warder.server.config.Configuration;
import dev.warder.server.config.ConfigurationException;
import dev.warder.server.config.Setting;
import dev.warder.tokens.Issuer;
import dev.warder.tokens.IssuerKeys;
import dev.warder.tokens.Tokens;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// The issuers whose tokens are believed at the gate, and the thread that keeps their keys.
final class TrustedIssuers implements AutoCloseable {
  private static final Duration USUAL = Duration.ofMinutes(10);
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final long MOST_FILE = 1 << 20;

  private final Tokens tokens;
  private final Map<String, Grant> grants;
  private final ScheduledExecutorService background;
  private final HttpClient client;

  private TrustedIssuers(
      Tokens tokens,
      Map<String, Grant> grants,
      ScheduledExecutorService background,
      HttpClient client) {
    this.tokens = requireNonNull(tokens, "tokens is null");
    this.grants = Map.copyOf(grants);
    this.background = background;
    this.client = client;
  }

  /// Those that the configuration names; keys in files are read at once, others are fetched.
  static TrustedIssuers open(Configuration configuration) throws ConfigurationException {
    ScheduledExecutorService background =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("warder-issuers").daemon().factory());
    HttpClient client =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT)
            .build();
    try {
      List<Issuer> issuers = new ArrayList<>();
      Map<String, Grant> grants = new TreeMap<>();
      for (IssuersFile.Entry entry : entries(configuration)) {
        IssuerKeys keys = keys(configuration, entry, background, client);
        issuers.add(entry.issuer(keys));
        grants.put(entry.name(), entry.grant());
        var _ =
            background.scheduleWithFixedDelay(
                () -> keys.refresh(USUAL), USUAL.toSeconds(), USUAL.toSeconds(), TimeUnit.SECONDS);
      }
      byte[] secret = FingerprintKey.open(configuration.path(Setting.DATA).resolve("token-key"));
      return new TrustedIssuers(new Tokens(issuers, secret), grants, background, client);
    } catch (IllegalArgumentException e) {
      close(background, client);
      throw configuration.refused(Setting.GATEWAY__ISSUERS, "cannot be used: " + e.getMessage());
    } catch (ConfigurationException e) {
      close(background, client);
      throw e;
    }
  }

  private static List<IssuersFile.Entry> entries(Configuration configuration)
      throws ConfigurationException {
    Path file = configuration.optionalPath(Setting.GATEWAY__ISSUERS).orElse(null);
    if (file == null) {
      return List.of();
    }
    try {
      if (Files.size(file) > MOST_FILE) {
        throw configuration.refused(Setting.GATEWAY__ISSUERS, "is larger than a file of issuers");
      }
      return IssuersFile.read(Files.readAllBytes(file));
    } catch (IOException e) {
      throw configuration.refused(Setting.GATEWAY__ISSUERS, "is no file that can be read");
    }
  }

  private static IssuerKeys keys(
      Configuration configuration,
      IssuersFile.Entry entry,
      ScheduledExecutorService background,
      HttpClient client)
      throws ConfigurationException {
    IssuerKeys keys =
        new IssuerKeys(entry.name(), entry.source(client), background, InstantSource.system());
    if (entry.isRemote()) {
      keys.refresh(Duration.ZERO);
      return keys;
    }
    try {
      keys.load();
      return keys;
    } catch (IOException e) {
      throw configuration.refused(
          Setting.GATEWAY__ISSUERS,
          "names a file of keys that cannot be used: " + entry.keys() + ": " + e.getMessage());
    }
  }

  Tokens tokens() {
    return tokens;
  }

  /// What the tokens of an issuer open.
  Grant grant(String issuer) {
    return requireNonNull(grants.get(issuer), "an issuer without a grant");
  }

  boolean isEmpty() {
    return grants.isEmpty();
  }

  @Override
  public void close() {
    close(background, client);
  }

  private static void close(ScheduledExecutorService background, HttpClient client) {
    background.shutdownNow();
    client.shutdownNow();
  }
}
