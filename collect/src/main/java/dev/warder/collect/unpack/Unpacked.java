package dev.warder.collect.unpack;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The plain bytes of a stream, unpacked layer by layer as their first bytes tell. Confined to one
/// thread; closing frees the unpackers and leaves the stream open.
///
/// Bounds layers and expansion as given; beyond the expansion limit it ends with
/// [Damage#EXPANDS_TOO_FAR]
public final class Unpacked implements AutoCloseable {
  private static final int MAGIC = 4;

  private final StreamSource below;
  private final long ratio;
  private final long freeBytes;
  private final List<String> layers = new ArrayList<>();
  private final List<ByteSource> sources = new ArrayList<>();
  private final boolean tooManyLayers;
  private PeekedSource top;
  private long produced;
  private boolean tooFar;

  /// Opens the stream and looks into it layer by layer.
  ///
  /// @param maxLayers most compression layers
  /// @param ratio most bytes that one packed byte may become, once `freeBytes` have been unpacked
  public Unpacked(StreamSource below, int maxLayers, long ratio, long freeBytes) {
    this.below = below;
    this.ratio = ratio;
    this.freeBytes = freeBytes;
    sources.add(below);
    top = new PeekedSource(below);
    String packing = packing(top.peek(MAGIC));
    while (!packing.isEmpty() && layers.size() < maxLayers) {
      ByteSource unpacker = packing.equals("gzip") ? new GzipSource(top) : new ZstdSource(top);
      sources.add(unpacker);
      layers.add(packing);
      top = new PeekedSource(unpacker);
      packing = packing(top.peek(MAGIC));
    }
    tooManyLayers = !packing.isEmpty();
  }

  /// `plain`, `gzip`, `zstd`, or layers from the outside in: `gzip+gzip`.
  public String compression() {
    return layers.isEmpty() ? "plain" : String.join("+", layers);
  }

  /// Whether something packed is left inside the innermost layer allowed.
  public boolean hasTooManyLayers() {
    return tooManyLayers;
  }

  /// Fills some of `[from, to)` and returns how many bytes it filled; 0 at the end.
  public int read(byte[] buffer, int from, int to) {
    if (produced > freeBytes && !layers.isEmpty() && produced / ratio > below.total()) {
      tooFar = true;
      return 0;
    }
    int size = top.read(buffer, from, to);
    produced += size;
    return size;
  }

  /// What is wrong with the stream, once its end has been reached; null if nothing is.
  public @Nullable Damage damage() {
    if (tooFar) {
      return Damage.EXPANDS_TOO_FAR;
    }
    for (ByteSource source : sources) {
      Damage damage = source.damage();
      if (damage != null) {
        return damage;
      }
    }
    return null;
  }

  @Override
  public void close() {
    for (ByteSource source : sources) {
      switch (source) {
        case GzipSource gzip -> gzip.close();
        case ZstdSource zstd -> zstd.close();
        case StreamSource _, PeekedSource _ -> {}
      }
    }
  }

  private static String packing(byte[] head) {
    if (head.length >= 2 && (head[0] & 0xFF) == 0x1F && (head[1] & 0xFF) == 0x8B) {
      return "gzip";
    }
    boolean zstd =
        head.length >= MAGIC
            && (head[0] & 0xFF) == 0x28
            && (head[1] & 0xFF) == 0xB5
            && (head[2] & 0xFF) == 0x2F
            && (head[3] & 0xFF) == 0xFD;
    return zstd ? "zstd" : "";
  }
}
