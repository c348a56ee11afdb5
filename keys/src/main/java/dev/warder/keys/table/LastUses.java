package dev.warder.keys.table;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/// When and from where each key was last used, apart from what is known of it. Any thread writes.
///
/// Bounds 12 to 24 bytes a key, in steps of 16,384 keys; up to 268 million keys. Uses within one
/// second of each other are one
///
/// Guarantees the time never goes back. Does not guarantee that time and source of two uses at the
/// same moment belong together
public final class LastUses {
  private static final VarHandle LONGS = MethodHandles.arrayElementVarHandle(long[].class);
  private static final VarHandle TEXTS = MethodHandles.arrayElementVarHandle(String[].class);
  private static final int CHUNK_BITS = 14;
  private static final int CHUNK = 1 << CHUNK_BITS;
  private static final int CHUNKS = 1 << 14;
  private static final long STEP_MICROS = 1_000_000;

  private final AtomicReferenceArray<Chunk> chunks = new AtomicReferenceArray<>(CHUNKS);

  /// Notes a use.
  ///
  /// @param serial of the key
  /// @param micros when
  /// @param source from where, canonical
  public void note(int serial, long micros, String source) {
    Chunk chunk = chunk(serial);
    int at = serial & CHUNK - 1;
    long before = (long) LONGS.getOpaque(chunk.micros, at);
    if (micros < before + STEP_MICROS) {
      return;
    }
    while (micros > before) {
      if (LONGS.compareAndSet(chunk.micros, at, before, micros)) {
        TEXTS.setOpaque(chunk.sources, at, source);
        return;
      }
      before = (long) LONGS.getOpaque(chunk.micros, at);
    }
  }

  /// When a key was last used, microseconds since the epoch, 0 if never.
  public long micros(int serial) {
    Chunk chunk = chunks.get(serial >>> CHUNK_BITS);
    return chunk == null ? 0 : (long) LONGS.getOpaque(chunk.micros, serial & CHUNK - 1);
  }

  /// From where a key was last used, empty if unknown.
  public String source(int serial) {
    Chunk chunk = chunks.get(serial >>> CHUNK_BITS);
    @Nullable String source =
        chunk == null ? null : (String) TEXTS.getOpaque(chunk.sources, serial & CHUNK - 1);
    return source == null ? "" : source;
  }

  private Chunk chunk(int serial) {
    int at = serial >>> CHUNK_BITS;
    Chunk chunk = chunks.get(at);
    if (chunk != null) {
      return chunk;
    }
    chunks.compareAndSet(at, null, new Chunk());
    return chunks.get(at);
  }

  private static final class Chunk {
    private final long[] micros = new long[CHUNK];
    private final @Nullable String[] sources = new String[CHUNK];
  }
}
