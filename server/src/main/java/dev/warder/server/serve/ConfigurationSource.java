package dev.warder.server.serve;

import dev.warder.server.config.Configuration;
import dev.warder.server.config.ConfigurationException;
import java.nio.file.Path;
import java.util.Optional;

/// Where a running Warder reads its configuration.
interface ConfigurationSource {
  /// What file, environment and options say now.
  Configuration read() throws ConfigurationException;

  /// The file, if there is one.
  Optional<Path> file();

  /// One that never changes.
  static ConfigurationSource fixed(Configuration configuration) {
    return new ConfigurationSource() {
      @Override
      public Configuration read() {
        return configuration;
      }

      @Override
      public Optional<Path> file() {
        return Optional.empty();
      }
    };
  }
}
