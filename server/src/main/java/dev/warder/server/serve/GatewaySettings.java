package dev.warder.server.serve;

import dev.warder.gateway.credential.Credentials;
import dev.warder.gateway.credential.Extractor;
import dev.warder.gateway.proxy.GateSettings;
import dev.warder.gateway.proxy.GateSettings.Endpoint;
import dev.warder.gateway.verdict.WhenUnjudged;
import dev.warder.server.config.Address;
import dev.warder.server.config.Configuration;
import dev.warder.server.config.ConfigurationException;
import dev.warder.server.config.Setting;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;

/// What the configuration says of the gateway.
final class GatewaySettings {
  private static final int MOST_HOPS = 32;
  private static final int HTTP = 80;

  private GatewaySettings() {}

  /// Empty if it names no API to stand in front of.
  static Optional<GateSettings> of(Configuration configuration) throws ConfigurationException {
    if (configuration.text(Setting.GATEWAY__UPSTREAM).isEmpty()) {
      return Optional.empty();
    }
    Address listen = Address.of(configuration.text(Setting.GATEWAY__LISTEN));
    if (!listen.isLoopback() && !configuration.text(Setting.PLAIN_HTTP).equals("anywhere")) {
      throw configuration.refused(
          Setting.GATEWAY__LISTEN,
          "is reached by other machines, and keys would travel unencrypted: set plain_http: anywhere"
              + " if something in front does TLS, which the gateway does not do itself yet");
    }
    int head = configuration.bytes(Setting.LIMITS__HEADERS);
    try {
      return Optional.of(
          new GateSettings(
              new Endpoint(listen.host(), listen.port()),
              upstream(configuration),
              new GateSettings.Bounds(
                  head,
                  head / 2,
                  configuration.count(Setting.LIMITS__CONNECTIONS),
                  configuration.count(Setting.GATEWAY__UPSTREAM_CONNECTIONS)),
              times(configuration),
              credentials(configuration),
              hops(configuration),
              configuration.text(Setting.GATEWAY__UNJUDGED).equals("pass")
                  ? WhenUnjudged.PASS
                  : WhenUnjudged.REFUSE));
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

  private static Endpoint upstream(Configuration configuration) throws ConfigurationException {
    try {
      URI uri = new URI(configuration.text(Setting.GATEWAY__UPSTREAM));
      boolean plain =
          "http".equals(uri.getScheme())
              && uri.getHost() != null
              && uri.getUserInfo() == null
              && uri.getQuery() == null
              && uri.getFragment() == null
              && List.of("", "/").contains(uri.getPath());
      if (plain) {
        String host = uri.getHost();
        boolean bracketed = host.startsWith("[");
        return new Endpoint(
            bracketed ? host.substring(1, host.length() - 1) : host,
            uri.getPort() < 0 ? HTTP : uri.getPort());
      }
    } catch (URISyntaxException | IllegalArgumentException e) {
      // Said below, with what to write instead.
    }
    throw configuration.refused(
        Setting.GATEWAY__UPSTREAM,
        "must be the address of an API without a path, such as http://127.0.0.1:3000; TLS to it is"
            + " not spoken yet");
  }

  private static Credentials.Rules credentials(Configuration configuration)
      throws ConfigurationException {
    try {
      List<Extractor> places =
          configuration.list(Setting.GATEWAY__CREDENTIALS).stream().map(Extractor::of).toList();
      if (places.isEmpty()) {
        throw new IllegalArgumentException("no place is named");
      }
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

  private static int hops(Configuration configuration) throws ConfigurationException {
    String text = configuration.text(Setting.GATEWAY__TRUSTED_HOPS);
    boolean digits =
        !text.isEmpty() && text.length() <= 2 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    if (!digits || Integer.parseInt(text) > MOST_HOPS) {
      throw configuration.refused(
          Setting.GATEWAY__TRUSTED_HOPS, "must be a whole number from 0 to " + MOST_HOPS);
    }
    return Integer.parseInt(text);
  }
}
