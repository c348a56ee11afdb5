package dev.warder.server.live;

import dev.warder.engine.Engine;
import dev.warder.engine.EngineSettings;
import dev.warder.engine.detection.Detections;
import dev.warder.engine.evidence.Scorer;
import dev.warder.engine.state.StateException;
import dev.warder.server.file.SafeFile;
import dev.warder.server.state.EngineStateFile;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// The engine between two processes: its state, and up to which entry of the journal it goes.
///
/// Shape `WLS1`, the number of the entry in 8 bytes, the engine's own layout
final class LiveState {
  private static final int MAGIC = 0x574c5331;
  private static final int HEAD_BYTES = Integer.BYTES + Long.BYTES;
  private static final int BUFFER_BYTES = 1 << 17;

  private final Path file;

  LiveState(Path file) {
    this.file = file;
  }

  /// An engine, and the number of the last entry it has seen.
  record At(Engine engine, long position) {}

  boolean exists() {
    return Files.exists(file);
  }

  /// Replaces what was kept, all or nothing.
  void save(Engine engine, long position) throws IOException {
    SafeFile.write(
        file,
        out -> {
          DataOutputStream head = new DataOutputStream(out);
          head.writeInt(MAGIC);
          head.writeLong(position);
          head.flush();
          EngineStateFile.write(engine, out);
        });
  }

  /// @throws StateException if it is damaged, or of another version's layout
  At read(EngineSettings settings, Detections content, Scorer scorer)
      throws IOException, StateException {
    long size = Files.size(file);
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES)) {
      DataInputStream head = new DataInputStream(in);
      if (size < HEAD_BYTES || head.readInt() != MAGIC) {
        throw StateException.damaged("it is no state of a live engine");
      }
      long position = head.readLong();
      return new At(
          EngineStateFile.read(in, size - HEAD_BYTES, settings, content, scorer), position);
    }
  }
}
