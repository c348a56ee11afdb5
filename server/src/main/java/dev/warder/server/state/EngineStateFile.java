package dev.warder.server.state;

import dev.warder.engine.Engine;
import dev.warder.engine.EngineSettings;
import dev.warder.engine.detection.Detections;
import dev.warder.engine.evidence.Scorer;
import dev.warder.engine.state.StateException;
import dev.warder.engine.state.StateSource;
import dev.warder.server.file.SafeFile;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// The engine's state as a file; its layout is the engine's own (`docs/state.md`).
public final class EngineStateFile {
  private static final int BUFFER_BYTES = 1 << 17;

  private EngineStateFile() {}

  /// Writes what is to become of the file beside it.
  static void prepare(Engine engine, Path file) throws IOException {
    SafeFile.prepare(file, out -> write(engine, out));
  }

  /// Writes an engine's state to a stream, behind whatever stands there already.
  public static void write(Engine engine, OutputStream out) throws IOException {
    try {
      engine.save((block, length) -> {
        try {
          out.write(block, 0, length);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  static Engine read(Path file, EngineSettings settings, Detections content, Scorer scorer)
      throws IOException, StateException {
    long size = Files.size(file);
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES)) {
      return read(in, size, settings, content, scorer);
    }
  }

  /// Reads an engine's state from a stream that holds nothing else any more.
  ///
  /// @param size bytes that are left
  public static Engine read(
      InputStream in, long size, EngineSettings settings, Detections content, Scorer scorer)
      throws IOException, StateException {
    try {
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
