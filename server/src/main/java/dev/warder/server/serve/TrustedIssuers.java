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
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// The issuers whose tokens are believed, with whoever keeps their keys, and the certificates that
/// are declared.
final class TrustedIssuers implements AutoCloseable {
  private static final Duration USUAL = Duration.ofMinutes(10);
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final long MOST_FILE = 1 << 20;
  private static final int SECRET_BYTES = 32;

  private final Tokens tokens;
  private final Map<String, Grant> grants;
  private final List<DeclaredCertificates> certificates;
  private final ScheduledExecutorService background;
  private final ExecutorService fetching;
  private final HttpClient client;

  private TrustedIssuers(
      Tokens tokens,
      Map<String, Grant> grants,
      List<DeclaredCertificates> certificates,
      ScheduledExecutorService background,
      ExecutorService fetching,
      HttpClient client) {
    this.certificates = List.copyOf(certificates);
    this.fetching = fetching;
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
    // Each on its own: a host that takes its time holds up nobody else's keys.
    ExecutorService fetching = Executors.newVirtualThreadPerTaskExecutor();
    HttpClient client =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(CONNECT)
            .build();
    try {
      List<Issuer> issuers = new ArrayList<>();
      Map<String, Grant> grants = new TreeMap<>();
      IssuersFile.Named named = named(configuration);
      requireNamed(configuration, named);
      for (IssuersFile.Entry entry : named.issuers()) {
        IssuerKeys keys = keys(configuration, entry, fetching, client);
        issuers.add(entry.issuer(keys));
        grants.put(entry.name(), entry.grant());
        var _ =
            background.scheduleWithFixedDelay(
                () -> keys.refresh(USUAL), USUAL.toSeconds(), USUAL.toSeconds(), TimeUnit.SECONDS);
      }
      byte[] secret = FingerprintKey.open(configuration.path(Setting.DATA).resolve("token-key"));
      return new TrustedIssuers(
          new Tokens(issuers, secret), grants, named.certificates(), background, fetching, client);
    } catch (IllegalArgumentException e) {
      close(background, fetching, client);
      throw configuration.refused(Setting.GATEWAY__ISSUERS, "cannot be used: " + e.getMessage());
    } catch (ConfigurationException e) {
      close(background, fetching, client);
      throw e;
    }
  }

  /// Whether those that the configuration names could be opened, as files are now; what is fetched
  /// from afar is not.
  static void require(Configuration configuration) throws ConfigurationException {
    try {
      IssuersFile.Named named = named(configuration);
      requireNamed(configuration, named);
      List<Issuer> issuers = new ArrayList<>();
      for (IssuersFile.Entry entry : named.issuers()) {
        issuers.add(
            entry.issuer(
                entry.isRemote() ? unfetched(entry) : keys(configuration, entry, Runnable::run)));
      }
      var _ = new Tokens(issuers, new byte[SECRET_BYTES]);
    } catch (IllegalArgumentException e) {
      throw configuration.refused(Setting.GATEWAY__ISSUERS, "cannot be used: " + e.getMessage());
    }
  }

  private static IssuerKeys unfetched(IssuersFile.Entry entry) {
    URI place = URI.create(entry.keys());
    return new IssuerKeys(
        entry.name(),
        () -> {
          throw new IOException("nothing is fetched from " + place);
        },
        Runnable::run,
        InstantSource.system());
  }

  /// What is taken as a credential at the gate is declared by somebody, and the other way around.
  private static void requireNamed(Configuration configuration, IssuersFile.Named named)
      throws ConfigurationException {
    boolean takes = configuration.list(Setting.GATEWAY__CREDENTIALS).contains("certificate");
    if (!configuration.text(Setting.GATEWAY__UPSTREAM).isEmpty()
        && takes == named.certificates().isEmpty()) {
      throw configuration.refused(
          Setting.GATEWAY__ISSUERS,
          takes
              ? "names no certificates, which gateway.credentials takes"
              : "names certificates, which gateway.credentials does not take");
    }
  }

  private static IssuersFile.Named named(Configuration configuration)
      throws ConfigurationException {
    Path file = configuration.optionalPath(Setting.GATEWAY__ISSUERS).orElse(null);
    if (file == null) {
      return IssuersFile.Named.NOBODY;
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
      ExecutorService fetching,
      HttpClient client)
      throws ConfigurationException {
    if (entry.isRemote()) {
      IssuerKeys keys =
          new IssuerKeys(entry.name(), entry.fetched(client), fetching, InstantSource.system());
      keys.refresh(Duration.ZERO);
      return keys;
    }
    return keys(configuration, entry, fetching);
  }

  /// Keys in a file, read.
  private static IssuerKeys keys(
      Configuration configuration, IssuersFile.Entry entry, Executor background)
      throws ConfigurationException {
    IssuerKeys keys =
        new IssuerKeys(entry.name(), entry.inFile(), background, InstantSource.system());
    try {
      keys.load();
      if (keys.areNone()) {
        throw new IOException("none of them can be used");
      }
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

  /// Certificates that are declared, the first counts most.
  List<DeclaredCertificates> certificates() {
    return certificates;
  }

  /// Whether anybody's tokens are believed.
  boolean haveTokens() {
    return !grants.isEmpty();
  }

  @Override
  public void close() {
    close(background, fetching, client);
  }

  private static void close(
      ScheduledExecutorService background, ExecutorService fetching, HttpClient client) {
    background.shutdownNow();
    fetching.shutdownNow();
    client.shutdownNow();
  }
}
