package dev.warder.gateway.proxy;

import dev.warder.gateway.wire.FieldLines;
import dev.warder.gateway.wire.Framing;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Stream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// One end of a call, on a stream of HTTP/2: what comes and was not passed on, what is sent, and
/// until when something has to happen. Confined to its event loop.
///
/// Guarantees windows are given back as the other end takes octets, so that no more than a window
/// is kept; the end of a message is written once
abstract class Http2End {
  final Loop loop;
  final Http2Stream stream;
  private final SharedConnection connection;

  /// Octets of a body that the other end did not take yet.
  @Nullable ByteBuf pending;

  /// The head of a message that has no body: it is written as the end.
  private @Nullable Http2Headers head;

  /// The last data of a message, until it is known whether more follows.
  private @Nullable ByteBuf last;

  private long deadlineNanos = Watched.NEVER;

  Http2End(Loop loop, SharedConnection connection, Http2Stream stream) {
    this.loop = loop;
    this.connection = connection;
    this.stream = stream;
  }

  /// There may be room again for what is to be sent.
  abstract void wake();

  /// The stream is over, whoever ended it.
  abstract void closed();

  /// Frames of it make no sense, or not those that its length told.
  abstract void failed();

  /// Its fields are more than is taken.
  abstract void tooMuchBehind();

  /// What had to happen did not.
  abstract void late();

  public final ByteBufAllocator alloc() {
    return connection.channel.alloc();
  }

  public boolean isWritable() {
    return connection.isWritable(stream);
  }

  final boolean isClosed() {
    return stream.state() == Http2Stream.State.CLOSED;
  }

  /// Begins a message.
  final void begin(Http2Headers fields, Framing how) {
    if (how == Framing.NONE) {
      head = fields;
    } else {
      write(fields, false);
    }
  }

  /// Sends data of the body, which is the stream's from now on.
  public void data(ByteBuf data) {
    push();
    last = data;
  }

  /// Ends the message.
  public void end(@Nullable FieldLines trailers) {
    Http2Headers whole = head;
    head = null;
    if (whole != null) {
      write(whole, trailers == null);
    }
    if (trailers != null) {
      push();
      write(Http2ResponseWriter.trailers(trailers), true);
    } else if (whole == null) {
      ByteBuf rest = last;
      last = null;
      write(rest == null ? Unpooled.EMPTY_BUFFER : rest, true);
    }
  }

  /// Hands everything to the socket.
  public void flush() {
    push();
    connection.flush();
  }

  private void push() {
    ByteBuf data = last;
    if (data != null) {
      last = null;
      write(data, false);
    }
  }

  final void write(Http2Headers fields, boolean isLast) {
    var _ =
        connection
            .codec()
            .encoder()
            .writeHeaders(
                connection.out(), stream.id(), fields, 0, isLast, connection.out().newPromise());
  }

  final void write(ByteBuf data, boolean isLast) {
    connection.earn(data.readableBytes());
    var _ =
        connection
            .codec()
            .encoder()
            .writeData(
                connection.out(), stream.id(), data, 0, isLast, connection.out().newPromise());
  }

  /// Keeps data that came.
  final void keep(ByteBuf data) {
    if (data.isReadable()) {
      ByteBuf part = data.retain();
      pending =
          pending == null
              ? part
              : ByteToMessageDecoder.MERGE_CUMULATOR.cumulate(alloc(), pending, part);
    }
  }

  /// Lets the other side send as much again.
  final void giveBack(int octets) {
    if (isClosed()) {
      return;
    }
    try {
      if (connection.codec().connection().local().flowController().consumeBytes(stream, octets)) {
        connection.flush();
      }
    } catch (Http2Exception e) {
      throw new IllegalStateException("more was given back than came", e);
    }
  }

  /// Something has to happen within a time.
  public final void expect(Duration within) {
    deadlineNanos = loop.nowNanos() + within.toNanos();
    connection.watch(deadlineNanos);
  }

  final void expectNothing() {
    deadlineNanos = Watched.NEVER;
  }

  final long deadlineNanos() {
    return deadlineNanos;
  }

  /// Looks whether what had to happen did.
  final void look(long nowNanos) {
    if (Watched.isLate(deadlineNanos, nowNanos)) {
      deadlineNanos = Watched.NEVER;
      late();
    }
  }

  /// Its connection is over.
  final void drop() {
    var _ = stream.close();
  }

  /// Ends at once; what was not sent yet never is.
  final void reset(Http2Error why) {
    var _ = resetTelling(why);
  }

  final ChannelFuture resetTelling(Http2Error why) {
    if (isClosed()) {
      return connection.channel.newSucceededFuture();
    }
    ChannelFuture told =
        connection
            .codec()
            .encoder()
            .writeRstStream(
                connection.out(), stream.id(), why.code(), connection.out().newPromise());
    drop();
    return told;
  }

  final void empty() {
    if (pending != null) {
      pending.release();
      pending = null;
    }
    if (last != null) {
      last.release();
      last = null;
    }
  }
}
