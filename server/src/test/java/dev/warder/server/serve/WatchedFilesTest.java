package dev.warder.server.serve;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import dev.warder.server.webhook.Said;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What becomes of files is noticed, and one that has gone is told once.
class WatchedFilesTest {
  private static final String GONE =
      "a file that the configuration names has gone; what it said last goes on";

  @TempDir private Path folder;

  private Path written(String name, int second) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(file, "x");
    return Files.setLastModifiedTime(file, FileTime.fromMillis(1_000L * second));
  }

  @Test
  void fileThatHasGoneIsToldOnceHidesNoOtherAndIsNoticedWhenItIsThereAgain() throws Exception {
    Path first = written("first", 1);
    Path second = written("second", 1);
    try (Said said = Said.by(WatchedFiles.class)) {
      WatchedFiles watched = new WatchedFiles(List.of(first, second));
      assertThat(watched.haveChanged()).isFalse();

      Files.delete(first);
      assertThat(watched.haveChanged()).as("gone is no change").isFalse();
      written("second", 2);
      assertThat(watched.haveChanged()).as("the other").isTrue();
      watched.watch(List.of(first, second));
      assertThat(watched.haveChanged()).isFalse();
      assertThat(said.at(Level.WARN)).containsExactly(GONE);

      written("first", 3);
      assertThat(watched.haveChanged()).isTrue();
      Files.delete(first);
      assertThat(watched.haveChanged()).isFalse();
      assertThat(said.at(Level.WARN)).as("once each time").containsExactly(GONE, GONE);
    }
  }

  @Test
  void fileThatIsWatchedFromNowOnIsNoticedWhenItComes() throws Exception {
    WatchedFiles watched = new WatchedFiles(List.of(written("first", 1)));
    watched.watch(List.of(folder.resolve("second")));
    assertThat(watched.haveChanged()).isFalse();
    written("first", 2);
    assertThat(watched.haveChanged()).as("not watched any more").isFalse();
    written("second", 1);
    assertThat(watched.haveChanged()).isTrue();
    assertThat(watched.haveChanged()).isFalse();
  }
}
