package dev.warder.collect.unpack;

import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/// Unpacks gzip of one or more members. Everything that was whole before a fault is handed out; the
/// checksum of what was handed out is checked at each member's end.
///
/// Source RFC 1952, RFC 1951
final class GzipSource implements ByteSource, AutoCloseable {
  private static final int DEFLATE = 8;
  private static final int FLAG_HEADER_CRC = 2;
  private static final int FLAG_EXTRA = 4;
  private static final int FLAG_NAME = 8;
  private static final int FLAG_COMMENT = 16;

  private final ByteSource in;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 crc = new CRC32();
  private final byte[] input = new byte[1 << 16];
  private int position;
  private int limit;
  private boolean inMember;
  private boolean first = true;
  private boolean ended;
  private @Nullable Damage damage;

  GzipSource(ByteSource in) {
    this.in = in;
  }

  @Override
  public int read(byte[] buffer, int from, int to) {
    while (!ended) {
      if (!inMember && !startMember()) {
        break;
      }
      int size = inflate(buffer, from, to);
      if (size > 0) {
        return size;
      }
    }
    return 0;
  }

  private int inflate(byte[] buffer, int from, int to) {
    try {
      while (true) {
        int size = inflater.inflate(buffer, from, to - from);
        if (size > 0) {
          crc.update(buffer, from, size);
          return size;
        }
        if (inflater.finished() || inflater.needsDictionary()) {
          endMember();
          return 0;
        }
        if (inflater.needsInput() && !feed()) {
          return end(Damage.ENDS_EARLY);
        }
      }
    } catch (DataFormatException _) {
      return end(Damage.CHECKSUM_WRONG);
    }
  }

  private boolean feed() {
    if (position == limit && !fill()) {
      return false;
    }
    inflater.setInput(input, position, limit - position);
    position = limit;
    return true;
  }

  private boolean startMember() {
    int magic = next();
    if (magic < 0) {
      end(first ? Damage.ENDS_EARLY : null);
      return false;
    }
    int second = next();
    int method = next();
    boolean whole = method >= 0;
    if (magic != 0x1F || (second >= 0 && second != 0x8B) || (whole && method != DEFLATE)) {
      end(first ? Damage.CHECKSUM_WRONG : Damage.TRAILING_GARBAGE);
      return false;
    }
    int flags = next();
    whole &= skip(6);
    if ((flags & FLAG_EXTRA) != 0) {
      int low = next();
      whole &= skip(low + (next() << 8));
    }
    whole &= (flags & FLAG_NAME) == 0 || skipText();
    whole &= (flags & FLAG_COMMENT) == 0 || skipText();
    whole &= (flags & FLAG_HEADER_CRC) == 0 || skip(2);
    if (flags < 0 || !whole) {
      end(Damage.ENDS_EARLY);
      return false;
    }
    inflater.reset();
    crc.reset();
    inMember = true;
    first = false;
    return true;
  }

  private void endMember() {
    inMember = false;
    position = limit - inflater.getRemaining();
    long checksum = word();
    long length = word();
    if (checksum < 0 || length < 0) {
      end(Damage.ENDS_EARLY);
    } else if (checksum != crc.getValue() || length != (inflater.getBytesWritten() & 0xFFFFFFFFL)) {
      end(Damage.CHECKSUM_WRONG);
    }
  }

  /// The next four bytes, low first; negative if there are not as many.
  private long word() {
    long word = 0;
    for (int shift = 0; shift < 32; shift += 8) {
      int part = next();
      if (part < 0) {
        return -1;
      }
      word |= (long) part << shift;
    }
    return word;
  }

  private int end(@Nullable Damage why) {
    ended = true;
    damage = why;
    return 0;
  }

  private boolean skip(int count) {
    for (int i = 0; i < count; i++) {
      if (next() < 0) {
        return false;
      }
    }
    return count >= 0;
  }

  private boolean skipText() {
    int c;
    do {
      c = next();
    } while (c > 0);
    return c == 0;
  }

  private int next() {
    return position == limit && !fill() ? -1 : input[position++] & 0xFF;
  }

  private boolean fill() {
    position = 0;
    limit = in.read(input, 0, input.length);
    return limit > 0;
  }

  @Override
  public @Nullable Damage damage() {
    return damage;
  }

  @Override
  public void close() {
    inflater.end();
  }
}
