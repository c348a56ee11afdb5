package dev.warder.collect;

import java.util.Arrays;

/// A piece of a file that holds whole records only, so that any thread can parse it alone.
///
/// Either lines, in which the parser finds the records itself, or split: then [#count] slices of it
/// are one JSON value each, and what lies between them is the punctuation of an enclosing list.
final class Block {
  final byte[] bytes;
  final int sequence;

  /// Where the first byte stands in the unpacked stream.
  final long offset;

  final boolean split;
  int end;

  /// Whether the file ends here.
  boolean last;

  /// Whether it ends here because the stream is damaged: what is cut off is counted with the
  /// stream.
  boolean damaged;

  /// Lines that the block goes over; only set if it is split.
  int lines;

  int count;
  int[] from = new int[0];
  int[] to = new int[0];
  int[] line = new int[0];

  Block(byte[] bytes, int sequence, long offset, boolean split) {
    this.bytes = bytes;
    this.sequence = sequence;
    this.offset = offset;
    this.split = split;
  }

  void addSlice(int start, int stop, int startLine) {
    if (count == from.length) {
      int size = Math.max(256, count * 2);
      from = Arrays.copyOf(from, size);
      to = Arrays.copyOf(to, size);
      line = Arrays.copyOf(line, size);
    }
    from[count] = start;
    to[count] = stop;
    line[count++] = startLine;
  }
}
