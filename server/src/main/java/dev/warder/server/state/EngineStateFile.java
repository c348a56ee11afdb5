package dev.warder.server.state;

import dev.warder.engine.Engine;
import dev.warder.engine.EngineSettings;
import dev.warder.engine.detection.Detections;
import dev.warder.engine.evidence.Scorer;
import dev.warder.engine.state.StateException;
import dev.warder.engine.state.StateSource;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The engine's state as a file; its layout is the engine's own (`docs/state.md`).
final class EngineStateFile {
  private static final int BUFFER_BYTES = 1 << 17;

  private EngineStateFile() {}

  /// Writes what is to become of the file beside it.
  static void prepare(Engine engine, Path file) throws IOException {
    try {
      SafeFile.prepare(
          file,
          out ->
              engine.save((block, length) -> {
                try {
                  out.write(block, 0, length);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              }));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  static Engine read(Path file, EngineSettings settings, Detections content, Scorer scorer)
      throws IOException, StateException {
    long size = Files.size(file);
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES)) {
      return Engine.restore(settings, content, scorer, source(in, size));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static StateSource source(InputStream in, long size) {
    return new StateSource() {
      @Override
      public long size() {
        return size;
      }

      @Override
      public int read(byte[] block, int length) {
        try {
          return in.readNBytes(block, 0, length);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    };
  }
}
