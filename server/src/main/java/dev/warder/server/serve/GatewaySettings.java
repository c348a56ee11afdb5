package dev.warder.server.serve;

import dev.warder.gateway.credential.Credentials;
import dev.warder.gateway.credential.Extractor;
import dev.warder.gateway.proxy.GateSettings;
import dev.warder.gateway.proxy.GateSettings.Endpoint;
import dev.warder.gateway.tls.CertificateFiles;
import dev.warder.gateway.tls.ClientFiles;
import dev.warder.gateway.verdict.WhenUnjudged;
import dev.warder.server.config.Address;
import dev.warder.server.config.Configuration;
import dev.warder.server.config.ConfigurationException;
import dev.warder.server.config.Setting;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What the configuration says of the gateway.
final class GatewaySettings {
  private static final int MOST_HOPS = 32;
  private static final int MOST_SAMPLED = 999_999;
  private static final int HTTP = 80;
  private static final int HTTPS = 443;

  private GatewaySettings() {}

  /// Empty if it names no API to stand in front of.
  static Optional<GateSettings> of(Configuration configuration) throws ConfigurationException {
    if (configuration.text(Setting.GATEWAY__UPSTREAM).isEmpty()) {
      return Optional.empty();
    }
    Address listen = Address.of(configuration.text(Setting.GATEWAY__LISTEN));
    URI upstream = upstream(configuration);
    GateSettings.Tls tls = tls(configuration, upstream);
    if (tls.listen().isEmpty()
        && !listen.isLoopback()
        && !configuration.text(Setting.PLAIN_HTTP).equals("anywhere")) {
      throw configuration.refused(
          Setting.GATEWAY__LISTEN,
          "is reached by other machines, and keys would travel unencrypted: set tls.certificate and"
              + " tls.key, or plain_http: anywhere if something in front does TLS");
    }
    var _ = bodySamples(configuration);
    int head = configuration.bytes(Setting.LIMITS__HEADERS);
    try {
      return Optional.of(
          new GateSettings(
              new Endpoint(listen.host(), listen.port()),
              endpoint(upstream),
              new GateSettings.Bounds(
                  head,
                  head / 2,
                  configuration.count(Setting.LIMITS__CONNECTIONS),
                  configuration.count(Setting.GATEWAY__UPSTREAM_CONNECTIONS)),
              times(configuration),
              credentials(configuration),
              tls,
              hops(configuration),
              configuration.text(Setting.GATEWAY__UNJUDGED).equals("pass")
                  ? WhenUnjudged.PASS
                  : WhenUnjudged.REFUSE,
              configuration.text(Setting.GATEWAY__HTTP2).equals("on"),
              configuration.text(Setting.GATEWAY__UPSTREAM_HTTP).equals("2")));
    } catch (IllegalArgumentException e) {
      throw configuration.refused(
          Setting.LIMITS__HEADERS, "is too little for a gateway: " + e.getMessage());
    }
  }

  private static GateSettings.Times times(Configuration configuration) {
    return new GateSettings.Times(
        configuration.duration(Setting.TIMEOUT__ARRIVAL),
        configuration.duration(Setting.TIMEOUT__IDLE),
        configuration.duration(Setting.GATEWAY__CONNECT),
        configuration.duration(Setting.GATEWAY__RESPONSE),
        configuration.duration(Setting.GATEWAY__STREAM),
        configuration.duration(Setting.GATEWAY__POOLED));
  }

  private static URI upstream(Configuration configuration) throws ConfigurationException {
    try {
      URI uri = new URI(configuration.text(Setting.GATEWAY__UPSTREAM));
      boolean plain =
          List.of("http", "https").contains(String.valueOf(uri.getScheme()))
              && uri.getHost() != null
              && uri.getUserInfo() == null
              && uri.getQuery() == null
              && uri.getFragment() == null
              && List.of("", "/").contains(uri.getPath());
      if (plain && uri.getPort() <= 65_535) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // Said below, with what to write instead.
    }
    throw configuration.refused(
        Setting.GATEWAY__UPSTREAM,
        "must be the address of an API without a path, such as http://127.0.0.1:3000 or"
            + " https://api.internal");
  }

  private static Endpoint endpoint(URI upstream) {
    String host = upstream.getHost();
    boolean bracketed = host.startsWith("[");
    int usual = isSecure(upstream) ? HTTPS : HTTP;
    return new Endpoint(
        bracketed ? host.substring(1, host.length() - 1) : host,
        upstream.getPort() < 0 ? usual : upstream.getPort());
  }

  private static boolean isSecure(URI upstream) {
    return upstream.getScheme().equals("https");
  }

  private static GateSettings.Tls tls(Configuration configuration, URI upstream)
      throws ConfigurationException {
    Optional<Path> authorities = configuration.optionalPath(Setting.GATEWAY__UPSTREAM_CA);
    if (authorities.isPresent() && !isSecure(upstream)) {
      throw configuration.refused(
          Setting.GATEWAY__UPSTREAM_CA, "says whom to trust, but gateway.upstream is plain http");
    }
    return new GateSettings.Tls(
        DoorsSettings.tls(configuration)
            .map(shown -> new CertificateFiles(shown.certificate(), shown.key())),
        isSecure(upstream),
        authorities,
        clients(configuration),
        configuration.text(Setting.GATEWAY__CLIENT_CERT_HEADER).equals("pass")
            ? GateSettings.Tls.Shown.CERTIFICATE
            : GateSettings.Tls.Shown.NOTHING);
  }

  private static Optional<ClientFiles> clients(Configuration configuration)
      throws ConfigurationException {
    Optional<Path> authorities = configuration.optionalPath(Setting.GATEWAY__CLIENT_CA);
    Optional<Path> revoked = configuration.optionalPath(Setting.GATEWAY__CLIENT_REVOKED);
    if (authorities.isEmpty()) {
      for (Setting setting :
          List.of(
              Setting.GATEWAY__CLIENT_CERTIFICATE,
              Setting.GATEWAY__CLIENT_REVOKED,
              Setting.GATEWAY__CLIENT_CERT_HEADER)) {
        if (!configuration.text(setting).equals(setting.initial())) {
          throw configuration.refused(setting, "takes gateway.client_ca, which is not given");
        }
      }
      return Optional.empty();
    }
    if (configuration.optionalPath(Setting.TLS__CERTIFICATE).isEmpty()) {
      throw configuration.refused(
          Setting.GATEWAY__CLIENT_CA, "takes tls.certificate: only TLS asks for certificates");
    }
    for (Setting setting : List.of(Setting.GATEWAY__CLIENT_CA, Setting.GATEWAY__CLIENT_REVOKED)) {
      Optional<Path> file = configuration.optionalPath(setting);
      if (file.isPresent() && !Files.isReadable(file.get())) {
        throw configuration.refused(setting, "is no file that can be read");
      }
    }
    return Optional.of(
        new ClientFiles(
            authorities.get(),
            revoked,
            configuration.text(Setting.GATEWAY__CLIENT_CERTIFICATE).equals("required")
                ? ClientFiles.Demand.REQUIRED
                : ClientFiles.Demand.OPTIONAL));
  }

  private static Credentials.Rules credentials(Configuration configuration)
      throws ConfigurationException {
    try {
      List<Extractor> places =
          configuration.list(Setting.GATEWAY__CREDENTIALS).stream().map(Extractor::of).toList();
      if (places.isEmpty()) {
        throw new IllegalArgumentException("no place is named");
      }
      requireTokens(
          configuration,
          places.stream().anyMatch(Extractor::isOfTokens),
          places.stream().anyMatch(place -> place.kind() == Extractor.Kind.CERTIFICATE));
      return new Credentials.Rules(
          places,
          configuration.text(Setting.GATEWAY__SEVERAL).equals("first")
              ? Credentials.Several.FIRST
              : Credentials.Several.REFUSE,
          configuration.text(Setting.GATEWAY__SECRET).equals("pass")
              ? Credentials.Secrets.PASS
              : Credentials.Secrets.STRIP);
    } catch (IllegalArgumentException e) {
      throw configuration.refused(
          Setting.GATEWAY__CREDENTIALS, "is no list of places: " + e.getMessage());
    }
  }

  /// What is said of tokens makes sense together.
  private static void requireTokens(
      Configuration configuration, boolean taken, boolean certificates)
      throws ConfigurationException {
    boolean passes = configuration.text(Setting.GATEWAY__FOREIGN).equals("pass");
    boolean trusted = configuration.optionalPath(Setting.GATEWAY__ISSUERS).isPresent();
    if (trusted && !taken && !certificates) {
      throw configuration.refused(
          Setting.GATEWAY__ISSUERS,
          "takes jwt among gateway.credentials, where tokens stand, or certificate");
    }
    if (certificates
        && (!trusted || configuration.optionalPath(Setting.GATEWAY__CLIENT_CA).isEmpty())) {
      throw configuration.refused(
          Setting.GATEWAY__CREDENTIALS,
          "name certificate, but gateway.client_ca or gateway.issuers does not say whose count");
    }
    if (taken && !trusted && !passes) {
      throw configuration.refused(
          Setting.GATEWAY__CREDENTIALS, "name jwt, but no gateway.issuers whose tokens count");
    }
    if (passes && !configuration.text(Setting.GATEWAY__SECRET).equals("pass")) {
      throw configuration.refused(
          Setting.GATEWAY__FOREIGN,
          "lets credentials pass to an API that would not see them: it takes gateway.secret: pass");
    }
  }

  private static int hops(Configuration configuration) throws ConfigurationException {
    return number(configuration, Setting.GATEWAY__TRUSTED_HOPS, MOST_HOPS);
  }

  /// Of how many JSON bodies one is looked at; 0 for none.
  static int bodySamples(Configuration configuration) throws ConfigurationException {
    return number(configuration, Setting.GATEWAY__BODY_SAMPLES, MOST_SAMPLED);
  }

  private static int number(Configuration configuration, Setting setting, int most)
      throws ConfigurationException {
    String text = configuration.text(setting);
    boolean isNumber =
        !text.isEmpty()
            && text.length() <= Integer.toString(most).length()
            && text.chars().allMatch(c -> c >= '0' && c <= '9');
    if (!isNumber || Integer.parseInt(text) > most) {
      throw configuration.refused(setting, "must be a whole number from 0 to " + most);
    }
    return Integer.parseInt(text);
  }
}
