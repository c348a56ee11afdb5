package dev.warder.collect.unpack;

import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/// Unpacks zstd of one or more frames.
///
/// Bounds windows of at most 128 MiB, as the format advises decoders Source RFC 8878
final class ZstdSource implements ByteSource, AutoCloseable {
  private static final int MAX_WINDOW_LOG = 27;

  private final ByteSource in;
  private @Nullable ZstdInputStreamNoFinalizer unpacker;
  private boolean ended;
  private boolean any;
  private @Nullable Damage damage;

  ZstdSource(ByteSource in) {
    this.in = in;
  }

  @Override
  public int read(byte[] buffer, int from, int to) {
    if (ended) {
      return 0;
    }
    try {
      if (unpacker == null) {
        unpacker = new ZstdInputStreamNoFinalizer(new Below());
        unpacker.setLongMax(MAX_WINDOW_LOG);
      }
      int size = unpacker.read(buffer, from, to - from);
      if (size > 0) {
        any = true;
        return size;
      }
    } catch (EOFException _) {
      damage = Damage.ENDS_EARLY;
    } catch (IOException e) {
      damage = of(e);
    }
    ended = true;
    return 0;
  }

  private Damage of(IOException fault) {
    String message = String.valueOf(fault.getMessage());
    if (message.contains("runcated") || message.contains("Read error")) {
      return Damage.ENDS_EARLY;
    }
    return any && message.contains("Unknown frame")
        ? Damage.TRAILING_GARBAGE
        : Damage.CHECKSUM_WRONG;
  }

  @Override
  public @Nullable Damage damage() {
    return damage;
  }

  @Override
  public void close() {
    if (unpacker != null) {
      try {
        unpacker.close();
      } catch (IOException e) {
        throw new IllegalStateException("closing only frees memory", e);
      }
    }
  }

  /// The packed bytes in the shape that the library wants.
  private final class Below extends InputStream {
    private final byte[] one = new byte[1];

    @Override
    public int read() {
      return in.read(one, 0, 1) == 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      int size = in.read(buffer, offset, offset + length);
      return size == 0 && length > 0 ? -1 : size;
    }
  }
}
