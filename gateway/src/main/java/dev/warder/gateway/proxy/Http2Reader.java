package dev.warder.gateway.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Flags;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2FrameListenerDecorator;
import io.netty.handler.codec.http2.Http2FrameReader;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import org.jspecify.annotations.Nullable;

/// Sees every frame of a connection before it means anything, and holds those that carry no call
/// against a [FrameBudget]. Confined to its event loop.
final class Http2Reader implements Http2FrameReader {
  private static final int SETTINGS_COST = 10;
  private static final int NOTHING = -1;

  /// The most that is kept of heads that were sent, whatever more the other side would keep.
  private static final int MOST_TABLE = 4_096;

  private final Http2FrameReader reader;
  private final FrameBudget budget;
  private final Loop loop;
  private @Nullable Http2FrameListener listener;
  private @Nullable Guard guard;
  private boolean isBegun;

  Http2Reader(Http2FrameReader reader, FrameBudget budget, Loop loop) {
    this.reader = reader;
    this.budget = budget;
    this.loop = loop;
  }

  /// Whether octets came last that are no whole frame, or a head that goes on in the next frame.
  boolean isBegun() {
    return isBegun;
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // which one hears is what counts
  public void readFrame(ChannelHandlerContext context, ByteBuf in, Http2FrameListener heard)
      throws Http2Exception {
    Guard current = guard;
    if (current == null || listener != heard) {
      current = new Guard(heard);
      guard = current;
      listener = heard;
    }
    current.in = in;
    current.heardAt = NOTHING;
    reader.readFrame(context, in, current);
    isBegun = in.isReadable() || current.heardAt != in.readerIndex();
  }

  @Override
  public Configuration configuration() {
    return reader.configuration();
  }

  @Override
  public void close() {
    reader.close();
  }

  private final class Guard extends Http2FrameListenerDecorator {
    private ByteBuf in = Unpooled.EMPTY_BUFFER;

    /// How far octets were read when the last frame was whole.
    private int heardAt = NOTHING;

    Guard(Http2FrameListener listener) {
      super(listener);
    }

    private void spend(int cost) throws Http2Exception {
      heardAt = in.readerIndex();
      if (!budget.spend(cost, loop.nowNanos())) {
        throw Http2Exception.connectionError(
            Http2Error.ENHANCE_YOUR_CALM, "too many frames that carry nothing");
      }
    }

    @Override
    public int onDataRead(
        ChannelHandlerContext context, int stream, ByteBuf data, int padding, boolean isLast)
        throws Http2Exception {
      heardAt = in.readerIndex();
      if (!data.isReadable() && !isLast) {
        spend(1);
      }
      return super.onDataRead(context, stream, data, padding, isLast);
    }

    @Override
    public void onHeadersRead(
        ChannelHandlerContext context,
        int stream,
        Http2Headers headers,
        int padding,
        boolean isLast)
        throws Http2Exception {
      heardAt = in.readerIndex();
      budget.earn(0);
      super.onHeadersRead(context, stream, headers, padding, isLast);
    }

    @Override
    public void onHeadersRead(
        ChannelHandlerContext context,
        int stream,
        Http2Headers headers,
        int dependency,
        short weight,
        boolean exclusive,
        int padding,
        boolean isLast)
        throws Http2Exception {
      // What the caller would like to come first decides nothing here.
      onHeadersRead(context, stream, headers, padding, isLast);
    }

    @Override
    public void onPriorityRead(
        ChannelHandlerContext context, int stream, int dependency, short weight, boolean exclusive)
        throws Http2Exception {
      spend(1);
    }

    @Override
    public void onRstStreamRead(ChannelHandlerContext context, int stream, long error)
        throws Http2Exception {
      spend(1);
      super.onRstStreamRead(context, stream, error);
    }

    @Override
    public void onSettingsAckRead(ChannelHandlerContext context) throws Http2Exception {
      spend(1);
      super.onSettingsAckRead(context);
    }

    @Override
    public void onSettingsRead(ChannelHandlerContext context, Http2Settings settings)
        throws Http2Exception {
      spend(SETTINGS_COST);
      Long table = settings.headerTableSize();
      if (table != null && table > MOST_TABLE) {
        settings.headerTableSize(MOST_TABLE);
      }
      super.onSettingsRead(context, settings);
    }

    @Override
    public void onPingRead(ChannelHandlerContext context, long data) throws Http2Exception {
      spend(1);
      super.onPingRead(context, data);
    }

    @Override
    public void onPingAckRead(ChannelHandlerContext context, long data) throws Http2Exception {
      spend(1);
      super.onPingAckRead(context, data);
    }

    @Override
    public void onGoAwayRead(
        ChannelHandlerContext context, int lastStream, long error, ByteBuf words)
        throws Http2Exception {
      spend(1);
      super.onGoAwayRead(context, lastStream, error, words);
    }

    @Override
    public void onWindowUpdateRead(ChannelHandlerContext context, int stream, int increment)
        throws Http2Exception {
      spend(1);
      super.onWindowUpdateRead(context, stream, increment);
    }

    @Override
    public void onPushPromiseRead(
        ChannelHandlerContext context, int stream, int promised, Http2Headers headers, int padding)
        throws Http2Exception {
      heardAt = in.readerIndex();
      // A caller may not, and an upstream was told not to.
      throw Http2Exception.connectionError(Http2Error.PROTOCOL_ERROR, "nobody asked for a push");
    }

    @Override
    public void onUnknownFrame(
        ChannelHandlerContext context, byte type, int stream, Http2Flags flags, ByteBuf payload)
        throws Http2Exception {
      spend(1);
    }
  }
}
