package dev.warder.collect;

import dev.warder.collect.json.JsonReader;
import dev.warder.collect.json.Tape;
import dev.warder.collect.unpack.Damage;
import dev.warder.collect.unpack.Unpacked;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Cuts the unpacked bytes of one file into blocks of whole records. Confined to one thread.
///
/// A file whose first lines are one JSON object each, or no JSON at all, is cut at line ends, which
/// costs nothing; any other JSON goes through [JsonSplitter].
///
/// Bounds one buffer; a longer record is passed over and told by [#takeLoss]
final class BlockSource {
  private static final int MIN_BUFFER = 1 << 20;
  private static final int PADDING = 16;
  private static final int LINES_TO_TRY = 4;

  private final Unpacked in;
  private final BufferPool pool;
  private final JsonReader probe;
  private final int capacity;
  private final String envelope;
  private @Nullable JsonSplitter splitter;
  private byte[] carry = new byte[0];
  private int carrySize;
  private long offset;
  private int sequence;
  private boolean started;
  private boolean ended;
  private boolean utf16;
  private @Nullable BlockResult loss;

  /// @param envelope name of the field that holds the list of records, if one is declared
  BlockSource(
      Unpacked in,
      BufferPool pool,
      JsonReader probe,
      CollectOptions.Limits limits,
      String envelope) {
    this.envelope = envelope;
    this.in = in;
    this.pool = pool;
    this.probe = probe;
    capacity = bufferBytes(limits);
  }

  /// How large the buffers are that blocks come in.
  static int bufferBytes(CollectOptions.Limits limits) {
    return Math.max(MIN_BUFFER, limits.recordBytes());
  }

  static int paddedBufferBytes(CollectOptions.Limits limits) {
    return bufferBytes(limits) + PADDING;
  }

  /// Whether the file is UTF-16 text, of which nothing is read.
  boolean isUtf16() {
    return utf16;
  }

  /// Bytes of the unpacked stream gone through so far.
  long offset() {
    return offset + carrySize;
  }

  /// A record that was too long to be read since the last call; null if there was none.
  @Nullable BlockResult takeLoss() {
    BlockResult taken = loss;
    loss = null;
    return taken;
  }

  /// The next block; null at the end, or if there is only a loss to take.
  @Nullable Block next() {
    if (ended) {
      return null;
    }
    byte[] buffer = pool.take();
    System.arraycopy(carry, 0, buffer, 0, carrySize);
    int size = fill(buffer, carrySize);
    if (!started) {
      started = true;
      size = start(buffer, size);
    }
    Block block = splitter == null ? lines(buffer, size) : split(buffer, size, splitter);
    if (block == null) {
      pool.give(buffer);
    }
    return block;
  }

  boolean hasEnded() {
    return ended;
  }

  private int fill(byte[] buffer, int from) {
    int size = from;
    while (size < capacity) {
      int got = in.read(buffer, size, capacity);
      if (got == 0) {
        ended = true;
        return size;
      }
      size += got;
    }
    return size;
  }

  /// Takes a byte order mark off and decides how the file is cut.
  private int start(byte[] b, int size) {
    if (size >= 2 && (b[0] & 0xFF) + (b[1] & 0xFF) == 0xFF + 0xFE && (b[0] & 0xFF) >= 0xFE) {
      utf16 = true;
      ended = true;
      return 0;
    }
    int left = size;
    if (size >= 3 && (b[0] & 0xFF) == 0xEF && (b[1] & 0xFF) == 0xBB && (b[2] & 0xFF) == 0xBF) {
      left = size - 3;
      System.arraycopy(b, 3, b, 0, left);
      offset = 3;
    }
    if (needsSplitting(b, left)) {
      splitter = new JsonSplitter(envelope);
    }
    return left;
  }

  private boolean needsSplitting(byte[] b, int size) {
    int at = 0;
    while (at < size && (b[at] <= ' ' && b[at] > 0)) {
      at++;
    }
    if (at == size || (b[at] != '{' && b[at] != '[')) {
      return false;
    }
    if (b[at] == '[') {
      return true;
    }
    for (int tried = 0; tried < LINES_TO_TRY && at < size; tried++) {
      int lineEnd = endOfLine(b, at, size);
      if (b[at] == '{') {
        int end = probe.parse(b, at, lineEnd);
        if (end > 0 && hasRecords(probe.tape())) {
          return true;
        }
        if (end > 0) {
          return !isBlank(b, end, lineEnd);
        }
      }
      at = lineEnd + 1;
    }
    return true;
  }

  private boolean hasRecords(Tape tape) {
    for (int n = 1; n < tape.next(0); n = tape.next(n)) {
      String name = tape.isArray(n) ? tape.name(n) : "";
      if (name.equalsIgnoreCase("records") || (!name.isEmpty() && name.equals(envelope))) {
        return tape.next(n) > n + 1;
      }
    }
    return false;
  }

  private @Nullable Block lines(byte[] b, int size) {
    int end = ended ? size : lastLineEnd(b, size);
    if (end == 0) {
      if (!ended) {
        passLongLine(b, size);
      }
      return null;
    }
    Block block = new Block(b, sequence++, offset, false);
    block.end = end;
    finish(block);
    keep(b, end, size);
    return block;
  }

  private void passLongLine(byte[] b, int size) {
    long start = offset;
    carrySize = 0;
    offset += size;
    int got = size;
    int newline = size;
    while (newline == got && got > 0) {
      got = in.read(b, 0, capacity);
      newline = endOfLine(b, 0, got);
      offset += Math.min(got, newline + 1);
    }
    ended |= got == 0;
    if (newline < got) {
      carry = Arrays.copyOfRange(b, newline + 1, got);
      carrySize = carry.length;
    }
    lose(start, newline < got ? 1 : 0);
  }

  private Block split(byte[] b, int size, JsonSplitter records) {
    Block block = new Block(b, sequence++, offset, true);
    int from = records.split(b, carrySize, size, block);
    block.end = size;
    if (!ended && from == 0 && records.isInRecord()) {
      records.dropRecord();
      lose(offset, 0);
      from = size;
    }
    finish(block);
    keep(b, from, size);
    if (ended && records.isInRecord()) {
      carryOver(block, from, size);
    }
    return block;
  }

  /// The file ends inside a record: the parser sees what there is.
  private void carryOver(Block block, int from, int size) {
    carrySize = 0;
    offset += size - from;
    block.addSlice(from, size, block.lines);
  }

  private void finish(Block block) {
    if (ended) {
      block.last = true;
      Damage damage = in.damage();
      block.damaged = damage != null && damage != Damage.TRAILING_GARBAGE;
    }
  }

  private void keep(byte[] b, int from, int size) {
    offset += from;
    carrySize = size - from;
    if (carry.length < carrySize) {
      carry = new byte[Math.max(carrySize, 4_096)];
    }
    System.arraycopy(b, from, carry, 0, carrySize);
  }

  private void lose(long start, int lines) {
    BlockResult result = new BlockResult(sequence++);
    result.lines = lines;
    result.skip(0, start, SkipReason.TOO_LONG, "more than " + capacity + " bytes");
    loss = result;
  }

  private static int lastLineEnd(byte[] b, int size) {
    int i = size;
    while (i > 0 && b[i - 1] != '\n') {
      i--;
    }
    return i;
  }

  private static int endOfLine(byte[] b, int from, int to) {
    int i = from;
    while (i < to && b[i] != '\n') {
      i++;
    }
    return i;
  }

  private static boolean isBlank(byte[] b, int from, int to) {
    for (int i = from; i < to; i++) {
      if (b[i] != ' ' && b[i] != '\t' && b[i] != '\r') {
        return false;
      }
    }
    return true;
  }
}
