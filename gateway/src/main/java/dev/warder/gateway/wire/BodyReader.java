package dev.warder.gateway.wire;

import static java.util.Objects.requireNonNull;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/// Reads a body bit by bit, whatever frames it. Confined to one thread.
///
/// - Bounds: keeps no data; a line of a chunk has at most 10 octets, trailers [Trailers#MOST]
/// - Errors: [#fault]; nothing of the body is to be believed from there on
/// - Source: RFC 9112 section 7.1; extensions of chunks are refused
public final class BodyReader {
  private static final int MOST_DIGITS = 8;

  private Names names;
  private final HeadScan scan = new HeadScan();
  private Framing framing = Framing.NONE;
  private Part part = Part.DONE;
  private long left;
  private @Nullable Fault fault;
  private @Nullable FieldLines trailers;

  public BodyReader(Names names) {
    this.names = requireNonNull(names, "names is null");
  }

  /// Knows lines of trailers by these names from the next body on.
  public void use(Names newNames) {
    names = requireNonNull(newNames, "newNames is null");
  }

  private enum Part {
    SIZE,
    DATA,
    DATA_END,
    TRAILERS,
    DONE
  }

  /// Begins a body.
  ///
  /// @param length octets, where it is framed by its length
  public void begin(Framing how, long length) {
    framing = how;
    fault = null;
    trailers = null;
    scan.reset();
    left = how == Framing.LENGTH ? length : 0;
    part =
        switch (how) {
          case NONE -> Part.DONE;
          case LENGTH, UNTIL_CLOSE -> Part.DATA;
          case CHUNKED -> Part.SIZE;
        };
  }

  /// Whether all of it was read. One that ends with its connection never is.
  public boolean isDone() {
    return part == Part.DONE;
  }

  /// What is wrong with it, if something is.
  public @Nullable Fault fault() {
    return fault;
  }

  public Framing framing() {
    return framing;
  }

  /// Octets that are known to be missing of a body framed by its length.
  public long left() {
    return left;
  }

  /// The trailers, once all was read; null if there are none.
  public @Nullable FieldLines trailers() {
    return trailers;
  }

  /// The next data, which the caller has to release; null if there is none yet, none any more, or
  /// something is wrong.
  public @Nullable ByteBuf next(ByteBuf in) {
    while (fault == null && part != Part.DONE && in.isReadable()) {
      if (part == Part.DATA) {
        return data(in);
      }
      boolean goesOn =
          switch (part) {
            case SIZE -> size(in);
            case DATA_END -> dataEnd(in);
            case TRAILERS -> trailers(in);
            case DATA, DONE -> false;
          };
      if (!goesOn) {
        return null;
      }
    }
    return null;
  }

  private ByteBuf data(ByteBuf in) {
    if (framing == Framing.UNTIL_CLOSE) {
      return in.readRetainedSlice(in.readableBytes());
    }
    int most = (int) Math.min(left, in.readableBytes());
    left -= most;
    if (left == 0) {
      part = framing == Framing.CHUNKED ? Part.DATA_END : Part.DONE;
    }
    return in.readRetainedSlice(most);
  }

  private boolean size(ByteBuf in) {
    int from = in.readerIndex();
    int to = in.writerIndex();
    int at = from;
    long size = 0;
    while (at < to && Octets.hex(in.getByte(at)) >= 0) {
      size = size << 4 | Octets.hex(in.getByte(at));
      at++;
      if (at - from > MOST_DIGITS) {
        return failed(Fault.CHUNK);
      }
    }
    if (at == to) {
      return false;
    }
    byte next = in.getByte(at);
    if (at == from || next != '\r') {
      return failed(at > from && next == ';' ? Fault.CHUNK_EXTENSION : Fault.CHUNK);
    }
    if (at + 1 == to) {
      return false;
    }
    if (in.getByte(at + 1) != '\n') {
      return failed(Fault.CHUNK);
    }
    in.readerIndex(at + 2);
    left = size;
    part = size == 0 ? Part.TRAILERS : Part.DATA;
    return true;
  }

  private boolean dataEnd(ByteBuf in) {
    int from = in.readerIndex();
    if (in.getByte(from) != '\r') {
      return failed(Fault.CHUNK);
    }
    if (in.readableBytes() < 2) {
      return false;
    }
    if (in.getByte(from + 1) != '\n') {
      return failed(Fault.CHUNK);
    }
    in.skipBytes(2);
    part = Part.SIZE;
    return true;
  }

  private boolean trailers(ByteBuf in) {
    int end = scan.end(in, Trailers.MOST);
    if (end == HeadScan.MORE) {
      return false;
    }
    if (end < 0) {
      return failed(Fault.TRAILER);
    }
    if (end > 2) {
      byte[] bytes = new byte[end];
      in.readBytes(bytes);
      FieldLines lines = Trailers.read(bytes, end, names);
      if (lines == null) {
        return failed(Fault.TRAILER);
      }
      trailers = lines;
    } else {
      in.skipBytes(end);
    }
    part = Part.DONE;
    return true;
  }

  private boolean failed(Fault why) {
    fault = why;
    return false;
  }
}
