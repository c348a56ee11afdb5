package dev.warder.server.serve;

import dev.warder.api.http.DoorSettings;
import dev.warder.enrich.network.NetworkTable;
import dev.warder.enrich.network.NetworkTableException;
import dev.warder.gateway.proxy.GateSettings;
import dev.warder.gateway.tls.CertificateFiles;
import dev.warder.gateway.tls.ClientFiles;
import dev.warder.gateway.tls.ServerTls;
import dev.warder.gateway.tls.UpstreamTls;
import dev.warder.server.config.Configuration;
import dev.warder.server.config.ConfigurationException;
import dev.warder.server.config.Setting;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.Optional;

/// Looks into the files that a configuration names, as a start would, and takes nothing up.
///
/// Guarantees what is refused is told with its setting and file; nothing is fetched
///
/// Does not guarantee that key and certificate are a pair where there is no gate and the key is in
/// an older form than PKCS #8
final class NamedFiles {
  private static final String PKCS8 = "-----BEGIN PRIVATE KEY-----";
  private static final String ANY_KEY = "PRIVATE KEY-----";

  private NamedFiles() {}

  /// Whether a start could use them all.
  static void require(Configuration configuration) throws ConfigurationException {
    requireShown(configuration);
    requireUpstream(configuration);
    TrustedIssuers.require(configuration);
    requireTable(configuration);
  }

  /// The same of those that callers are shown, or that say whose certificates they may show.
  static void requireShown(Configuration configuration) throws ConfigurationException {
    Optional<GateSettings> gate = GatewaySettings.of(configuration);
    if (gate.isPresent()) {
      requireGate(configuration, gate.get().tls());
    } else {
      requireDoors(configuration);
    }
  }

  private static void requireGate(Configuration configuration, GateSettings.Tls tls)
      throws ConfigurationException {
    if (tls.listen().isPresent()) {
      CertificateFiles pair = tls.listen().get();
      require(configuration, Setting.TLS__CERTIFICATE, () -> ServerTls.of(pair, true, null));
      if (tls.clients().isPresent()) {
        ClientFiles clients = tls.clients().get();
        ClientFiles authorities =
            new ClientFiles(clients.authorities(), Optional.empty(), clients.demand());
        require(
            configuration, Setting.GATEWAY__CLIENT_CA, () -> ServerTls.of(pair, true, authorities));
        require(
            configuration,
            Setting.GATEWAY__CLIENT_REVOKED,
            () -> ServerTls.of(pair, true, clients));
      }
    }
  }

  private static void requireUpstream(Configuration configuration) throws ConfigurationException {
    GateSettings gate = GatewaySettings.of(configuration).orElse(null);
    if (gate != null && gate.tls().toUpstream()) {
      GateSettings.Endpoint upstream = gate.upstream();
      Path authorities = gate.tls().authorities().orElse(null);
      require(
          configuration,
          Setting.GATEWAY__UPSTREAM_CA,
          () -> UpstreamTls.of(upstream.host(), upstream.port(), authorities));
    }
  }

  private static void requireDoors(Configuration configuration) throws ConfigurationException {
    DoorSettings.Tls tls = DoorsSettings.tls(configuration).orElse(null);
    if (tls == null) {
      return;
    }
    require(
        configuration,
        Setting.TLS__CERTIFICATE,
        () -> {
          if (Files.readString(tls.key(), StandardCharsets.ISO_8859_1).contains(PKCS8)) {
            return ServerTls.of(new CertificateFiles(tls.certificate(), tls.key()), true, null);
          }
          return certificates(tls.certificate());
        });
    require(
        configuration,
        Setting.TLS__KEY,
        () -> {
          String key = Files.readString(tls.key(), StandardCharsets.ISO_8859_1);
          if (!key.contains(ANY_KEY)) {
            throw new GeneralSecurityException("there is no key in PEM in " + tls.key());
          }
          return key;
        });
  }

  private static Object certificates(Path file) throws IOException, GeneralSecurityException {
    try (InputStream in = Files.newInputStream(file)) {
      Collection<? extends Certificate> found =
          CertificateFactory.getInstance("X.509").generateCertificates(in);
      if (found.isEmpty()) {
        throw new GeneralSecurityException("there is no certificate in " + file);
      }
      return found;
    }
  }

  private static void requireTable(Configuration configuration) throws ConfigurationException {
    Path table = configuration.optionalPath(Setting.PLACES__TABLE).orElse(null);
    if (table == null) {
      return;
    }
    try {
      var _ = NetworkTable.load(table);
    } catch (NetworkTableException e) {
      throw refused(configuration, Setting.PLACES__TABLE, e);
    }
  }

  /// Reads something.
  @FunctionalInterface
  private interface Reading {
    Object read() throws IOException, GeneralSecurityException;
  }

  private static void require(Configuration configuration, Setting setting, Reading reading)
      throws ConfigurationException {
    try {
      var _ = reading.read();
    } catch (IOException | GeneralSecurityException e) {
      throw refused(configuration, setting, e);
    }
  }

  private static ConfigurationException refused(
      Configuration configuration, Setting setting, Exception why) {
    return configuration.refused(setting, "cannot be used: " + why.getMessage());
  }
}
