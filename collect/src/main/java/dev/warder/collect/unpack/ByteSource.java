package dev.warder.collect.unpack;

import org.jspecify.annotations.Nullable;

/// Bytes in order, with whatever is wrong told at their end. Confined to one thread.
public sealed interface ByteSource permits StreamSource, GzipSource, ZstdSource, PeekedSource {
  /// Fills some of `[from, to)` and returns how many bytes it filled; 0 at the end.
  int read(byte[] buffer, int from, int to);

  /// What is wrong, once the end has been reached; null if nothing is.
  @Nullable Damage damage();
}
