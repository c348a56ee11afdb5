package dev.warder.server.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.server.config.Configuration;
import dev.warder.server.config.ConfigurationException;
import dev.warder.server.config.Setting;
import dev.warder.server.config.Value;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A start may take as long as the journals are, and somebody may write the configuration
/// meanwhile.
@Timeout(120)
class ChangedWhileStartingIT {
  @TempDir private Path folder;

  private int reads;

  private final ConfigurationSource source =
      new ConfigurationSource() {
        @Override
        public Configuration read() throws ConfigurationException {
          reads++;
          return Configuration.read(
              file(),
              Map.of(),
              Map.of(
                  Setting.DATA, new Value(folder.resolve("data").toString(), "test"),
                  Setting.LISTEN, new Value("127.0.0.1:0", "test"),
                  Setting.KEYS__OPERATIONS,
                      new Value(folder.resolve("operations").toString(), "test")));
        }

        @Override
        public Optional<Path> file() {
          return Optional.of(folder.resolve("warder.yaml"));
        }
      };

  @BeforeEach
  void writeAll() {
    write("warder.yaml", "alerts: {per_day: 3}", "2026-11-01T10:00:00Z");
    write("operations", "READ GET /a", "2026-11-01T10:00:00Z");
  }

  /// Opens it while somebody writes a file: the rooms ask for the time when they open.
  private Serving open(Configuration first, Runnable somebody) {
    InstantSource clock =
        () -> {
          somebody.run();
          return Instant.now();
        };
    return Serving.open(first, source, new Clocks(clock, InstantSource.system()), HangUp.none());
  }

  @Test
  void whatIsWrittenWhileItStartsIsTakenUpAtTheFirstLook() throws Exception {
    Configuration first = source.read();
    try (Serving serving =
        open(first, () -> write("warder.yaml", "alerts: {per_day: 7}", "2026-11-01T10:00:01Z"))) {
      assertThat(serving.look(false).count(Setting.ALERTS__PER_DAY)).isEqualTo(7);
    }
  }

  @Test
  void operationsDeclaredWhileItStartsAreTakenUpAtTheFirstLook() throws Exception {
    Configuration first = source.read();
    try (Serving serving =
        open(first, () -> write("operations", "CREDENTIAL GET /a", "2026-11-01T10:00:01Z"))) {
      serving.look(false);
    }
    assertThat(ReloadIT.reloads(folder.resolve("data")))
        .singleElement()
        .asInstanceOf(InstanceOfAssertFactories.LIST)
        .contains("keys.operations");
  }

  @Test
  void whatIsNotWrittenIsNotReadAnew() throws Exception {
    Configuration first = source.read();
    try (Serving serving = open(first, () -> {})) {
      serving.look(false);
      assertThat(reads).isEqualTo(1);
    }
  }

  private void write(String name, String text, String when) {
    Path file = folder.resolve(name);
    try {
      Files.writeString(file, text + "\n");
      Files.setLastModifiedTime(file, FileTime.from(Instant.parse(when)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
