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
import java.util.stream.LongStream;

/// The engine between two processes: its state, and what of the journal it has judged.
///
/// Shape `WLS2`, the number of the last entry in 8 bytes, how many before it were held in 4, the
/// number of each in 8, the engine's own layout
final class LiveState {
  private static final int MAGIC = 0x574c5332;
  private static final int HEAD_BYTES = Integer.BYTES + Long.BYTES + Integer.BYTES;
  private static final int BUFFER_BYTES = 1 << 17;

  private final Path file;

  LiveState(Path file) {
    this.file = file;
  }

  /// An engine, and what it has judged.
  record At(Engine engine, Seen seen) {}

  boolean exists() {
    return Files.exists(file);
  }

  /// Replaces what was kept, all or nothing.
  void save(Engine engine, Seen seen) throws IOException {
    SafeFile.write(
        file,
        out -> {
          DataOutputStream head = new DataOutputStream(out);
          head.writeInt(MAGIC);
          head.writeLong(seen.position());
          head.writeInt(seen.heldCount());
          for (long number : seen.held().toArray()) {
            head.writeLong(number);
          }
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
      int count = head.readInt();
      long body = size - HEAD_BYTES - (long) count * Long.BYTES;
      if (count < 0 || count > Arrivals.MAX || body < 0) {
        throw StateException.damaged("it is no state of a live engine");
      }
      Seen seen = seen(position, count, head);
      return new At(EngineStateFile.read(in, body, settings, content, scorer), seen);
    }
  }

  private static Seen seen(long position, int count, DataInputStream in)
      throws IOException, StateException {
    long[] held = new long[count];
    for (int i = 0; i < count; i++) {
      held[i] = in.readLong();
    }
    try {
      return new Seen(position, LongStream.of(held));
    } catch (IllegalArgumentException e) {
      throw StateException.damaged(String.valueOf(e.getMessage()));
    }
  }
}
