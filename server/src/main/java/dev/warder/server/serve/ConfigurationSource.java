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
}
