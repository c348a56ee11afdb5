package dev.warder.store.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Kills writers in the middle of their batches and looks at what they leave.
final class KilledWriter {
  private KilledWriter() {}

  /// What is done while a writer has the store.
  @FunctionalInterface
  interface Meanwhile {
    void run() throws StoreException;
  }

  /// Lets a writer run, kills it after it acknowledged some batches, and says the last of which it
  /// told.
  static long killAfter(String store, int acknowledged, File errors)
      throws IOException, InterruptedException, StoreException {
    return killAfter(store, acknowledged, errors, () -> {});
  }

  /// The same, with something done just before the writer is killed.
  static long killAfter(String store, int acknowledged, File errors, Meanwhile meanwhile)
      throws IOException, InterruptedException, StoreException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                BatchWriter.class.getName(),
                store)
            .redirectError(errors)
            .start();
    long last = 0;
    try (BufferedReader told = process.inputReader()) {
      for (int i = 0; i < acknowledged; i++) {
        @Nullable String line = told.readLine();
        if (line == null) {
          break;
        }
        last = Long.parseLong(line);
      }
      meanwhile.run();
      // By its handle: the process itself would close what is still to be read.
      process.toHandle().destroyForcibly();
      for (String line = told.readLine(); line != null; line = told.readLine()) {
        last = Long.parseLong(line);
      }
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.waitFor()).as("it was killed").isEqualTo(137);
    return last;
  }

  /// That the rows are those of the batches up to the store's position, and of no other.
  static void assertRowsFitThePosition(Store store) throws StoreException {
    MemoryStore model = new MemoryStore();
    for (long position = 1; position <= store.position(); position++) {
      model.apply(Batches.at(position));
    }
    assertThat(Contents.of(store)).isEqualTo(Contents.of(model));
  }
}
