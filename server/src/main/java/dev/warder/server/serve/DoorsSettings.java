package dev.warder.server.serve;

import dev.warder.api.Doors;
import dev.warder.api.authorize.ProxySettings;
import dev.warder.api.http.DoorSettings;
import dev.warder.api.http.PeerList;
import dev.warder.server.config.Address;
import dev.warder.server.config.Configuration;
import dev.warder.server.config.ConfigurationException;
import dev.warder.server.config.Setting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What the configuration says of the doors.
final class DoorsSettings {
  private static final int MOST_LOOPS = 32;

  private DoorsSettings() {}

  static Doors.Settings of(Configuration configuration) throws ConfigurationException {
    Address address = Address.of(configuration.text(Setting.LISTEN));
    Optional<DoorSettings.Tls> tls = tls(configuration);
    boolean anywhere = configuration.text(Setting.PLAIN_HTTP).equals("anywhere");
    if (tls.isEmpty() && !address.isLoopback() && !anywhere) {
      throw configuration.refused(
          Setting.LISTEN,
          "is reached by other machines, and keys would travel unencrypted: set tls.certificate and"
              + " tls.key, or plain_http: anywhere if something in front does TLS");
    }
    return new Doors.Settings(
        new DoorSettings(address.host(), address.port(), tls, bounds(configuration)),
        new ProxySettings(
            configuration.list(Setting.AUTHORIZE__KEY_HEADERS).stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .toList(),
            configuration.text(Setting.AUTHORIZE__ADDRESS_HEADER).toLowerCase(Locale.ROOT)),
        peers(configuration, Setting.AUTHORIZE__PEERS),
        peers(configuration, Setting.METRICS__PEERS),
        configuration.text(Setting.TRANSPORT).equals("nio")
            ? Doors.Settings.Wire.NIO
            : Doors.Settings.Wire.AUTO,
        Math.clamp(Runtime.getRuntime().availableProcessors(), 1, MOST_LOOPS),
        configuration.duration(Setting.TIMEOUT__STOP));
  }

  private static DoorSettings.Bounds bounds(Configuration configuration) {
    return new DoorSettings.Bounds(
        configuration.bytes(Setting.LIMITS__BODY),
        configuration.bytes(Setting.LIMITS__HEADERS),
        configuration.count(Setting.LIMITS__CONNECTIONS),
        configuration.count(Setting.LIMITS__RUNNING),
        configuration.duration(Setting.TIMEOUT__ARRIVAL),
        configuration.duration(Setting.TIMEOUT__ANSWER),
        configuration.duration(Setting.TIMEOUT__IDLE));
  }

  /// What callers are shown; empty for plain HTTP.
  static Optional<DoorSettings.Tls> tls(Configuration configuration) throws ConfigurationException {
    Optional<Path> certificate = configuration.optionalPath(Setting.TLS__CERTIFICATE);
    Optional<Path> key = configuration.optionalPath(Setting.TLS__KEY);
    if (certificate.isEmpty() && key.isEmpty()) {
      return Optional.empty();
    }
    for (Setting setting : List.of(Setting.TLS__CERTIFICATE, Setting.TLS__KEY)) {
      Optional<Path> file = configuration.optionalPath(setting);
      if (file.isEmpty()) {
        throw configuration.refused(setting, "must be given, too, for TLS");
      }
      if (!Files.isReadable(file.get())) {
        throw configuration.refused(setting, "is no file that can be read");
      }
    }
    return Optional.of(new DoorSettings.Tls(certificate.orElseThrow(), key.orElseThrow()));
  }

  private static PeerList peers(Configuration configuration, Setting setting)
      throws ConfigurationException {
    try {
      return PeerList.of(configuration.list(setting));
    } catch (IllegalArgumentException e) {
      throw configuration.refused(setting, "is not a list of networks: " + e.getMessage());
    }
  }
}
