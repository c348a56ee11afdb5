package dev.warder.server.keys;

import dev.warder.model.ErrorCode;
import dev.warder.model.Secret;
import dev.warder.server.config.Configuration;
import dev.warder.server.config.ConfigurationException;
import dev.warder.server.config.Setting;
import dev.warder.server.config.Value;
import dev.warder.server.file.SafeFile;
import dev.warder.server.run.CommandFailure;
import dev.warder.server.trust.Trust;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Where a command finds Warder and with which credential; the same for all commands. A credential
/// is never typed: it would stay in the shell's history and in the list of processes.
final class ServerOptions {
  @Option(
      names = "--server",
      paramLabel = "URL",
      description = "Where Warder is; else client.server of the configuration.")
  private @Nullable String server;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "File with the credential; else client.token_file of the configuration.")
  private @Nullable String tokenFile;

  @Option(
      names = "--ca-file",
      paramLabel = "FILE",
      description =
          "Certificates, in PEM, that the server's has to be signed by; else client.ca_file of the"
              + " configuration, or what this machine believes.")
  private @Nullable String caFile;

  @Option(names = "--config", paramLabel = "FILE", description = "Configuration, in YAML.")
  private @Nullable Path file;

  @Option(names = "--json", description = "Print the answer as JSON.")
  private boolean asJson;

  boolean asJson() {
    return asJson;
  }

  Client client(Map<String, String> environment) {
    Map<Setting, Value> options = new EnumMap<>(Setting.class);
    if (server != null) {
      options.put(Setting.CLIENT__SERVER, new Value(server, "--server"));
    }
    if (tokenFile != null) {
      options.put(Setting.CLIENT__TOKEN_FILE, new Value(tokenFile, "--token-file"));
    }
    if (caFile != null) {
      options.put(Setting.CLIENT__CA_FILE, new Value(caFile, "--ca-file"));
    }
    try {
      Configuration configuration =
          Configuration.read(Optional.ofNullable(file), environment, options);
      URI address = address(configuration);
      return new Client(address, token(configuration), trust(configuration, address));
    } catch (ConfigurationException e) {
      throw new CommandFailure(ErrorCode.USAGE, String.valueOf(e.getMessage()));
    }
  }

  private static URI address(Configuration configuration) throws ConfigurationException {
    try {
      URI uri = URI.create(configuration.text(Setting.CLIENT__SERVER));
      boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (!http || uri.getHost() == null) {
        throw new IllegalArgumentException("no web address");
      }
      boolean near =
          uri.getHost().equals("localhost")
              || uri.getHost().equals("[::1]")
              || uri.getHost().startsWith("127.");
      if (uri.getScheme().equals("http") && !near) {
        throw configuration.refused(
            Setting.CLIENT__SERVER, "would send the credential unencrypted; use https");
      }
      return uri;
    } catch (IllegalArgumentException e) {
      throw configuration.refused(
          Setting.CLIENT__SERVER, "must be a web address such as https://warder.example.com");
    }
  }

  private static Trust trust(Configuration configuration, URI address)
      throws ConfigurationException {
    Optional<Path> file = configuration.optionalPath(Setting.CLIENT__CA_FILE);
    if (file.isPresent() && address.getScheme().equals("http")) {
      throw configuration.refused(
          Setting.CLIENT__CA_FILE, "is of no use with plain http; use https in client.server");
    }
    return file.map(Trust::in).orElseGet(Trust::usual);
  }

  private static Secret token(Configuration configuration) {
    Path path =
        configuration
            .optionalPath(Setting.CLIENT__TOKEN_FILE)
            .orElseThrow(() ->
                new CommandFailure(
                    ErrorCode.USAGE,
                    "which credential? Name a file that holds it with --token-file, or set"
                        + " client.token_file"));
    try {
      if (SafeFile.isOpenToOthers(path)) {
        throw new CommandFailure(
            ErrorCode.INPUT_UNREADABLE,
            "others may read " + path + ": chmod 600 it, and think of rotating the credential");
      }
      return Secret.of(Files.readString(path, StandardCharsets.UTF_8).strip());
    } catch (IOException e) {
      throw new CommandFailure(
          ErrorCode.INPUT_UNREADABLE, "cannot read the credential in " + path, e);
    }
  }
}
