package dev.warder.server.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What documents say of a running Warder is true: their commands are run as they stand there, and
/// print what is written below them.
class ServeDocumentIT {
  @TempDir private Path folder;

  @Test
  void theLifeOfAKeyIsWalkedByCurlAsTyped() throws Exception {
    DocumentWalk walk = new DocumentWalk("serve.md", folder);
    assertThat(walk.steps()).isGreaterThan(8);
    try (ServeProcess serve = ServeProcess.start(folder.resolve("data"))) {
      walk.walk(serve);
    }
  }

  @Test
  void keysOfAnotherSystemAreTakenInAsTyped() throws Exception {
    DocumentWalk walk = new DocumentWalk("import.md", folder);
    assertThat(walk.steps()).isGreaterThan(5);
    try (ServeProcess serve = ServeProcess.start(folder.resolve("data"))) {
      walk.walk(serve);
    }
  }
}
