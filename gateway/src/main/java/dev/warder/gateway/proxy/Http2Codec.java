package dev.warder.gateway.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.AbstractHttp2ConnectionHandlerBuilder;
import io.netty.handler.codec.http2.DefaultHttp2Connection;
import io.netty.handler.codec.http2.DefaultHttp2ConnectionDecoder;
import io.netty.handler.codec.http2.DefaultHttp2FrameReader;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.DefaultHttp2RemoteFlowController;
import io.netty.handler.codec.http2.Http2ConnectionDecoder;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Exception.HeaderListSizeException;
import io.netty.handler.codec.http2.Http2Exception.StreamException;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2PromisedRequestVerifier;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.UniformStreamByteDistributor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Frames, header compression and windows of one caller's connection, which are Netty's; what they
/// mean is told to a [Http2ClientConnection]. Confined to its event loop.
///
/// - Bounds: [#STREAMS] at a time; heads of `limits.headers`; at most [#RESETS] resets in
///   [#RESET_SECONDS], in either direction; [#QUEUED] answers to control frames that nobody reads;
///   two empty frames of data in a row; 16 small frames of one head
final class Http2Codec extends Http2ConnectionHandler {
  static final int STREAMS = 100;
  private static final int RESETS = 200;
  private static final int RESET_SECONDS = 30;
  private static final int QUEUED = 1_000;

  private final Http2ClientConnection client;

  private Http2Codec(
      Http2ConnectionDecoder decoder,
      Http2ConnectionEncoder encoder,
      Http2Settings settings,
      Http2ClientConnection client) {
    // Closing is closing; who says goodbye before does so on purpose.
    super(decoder, encoder, settings, true, true);
    this.client = client;
  }

  static Http2Codec of(Http2ClientConnection client, FrameBudget budget) {
    DefaultHttp2Connection connection = new DefaultHttp2Connection(true, 0);
    // Shares alike: no tree of priorities, which callers could stir for ever.
    connection
        .remote()
        .flowController(
            new DefaultHttp2RemoteFlowController(
                connection, new UniformStreamByteDistributor(connection)));
    return new Guarded(client, budget, connection).made();
  }

  private static Http2Settings settings(Loop loop) {
    return new Http2Settings()
        .maxConcurrentStreams(STREAMS)
        .maxHeaderListSize(loop.gate.settings().bounds().head());
  }

  /// Makes an encoder with Netty's bounds around it, then the codec with a reader of our own.
  private static final class Guarded
      extends AbstractHttp2ConnectionHandlerBuilder<Http2Codec, Guarded> {
    private final Http2ClientConnection client;
    private final FrameBudget budget;

    Guarded(Http2ClientConnection client, FrameBudget budget, DefaultHttp2Connection connection) {
      this.client = client;
      this.budget = budget;
      connection(connection);
      initialSettings(settings(client.loop));
      encoderEnforceMaxQueuedControlFrames(QUEUED);
      encoderEnforceMaxRstFramesPerWindow(RESETS, RESET_SECONDS);
      headerSensitivityDetector((name, value) -> CharSequence.compare(name, "set-cookie") == 0);
    }

    Http2Codec made() {
      return build();
    }

    @Override
    protected Http2Codec build(
        Http2ConnectionDecoder unused, Http2ConnectionEncoder encoder, Http2Settings settings) {
      unused.close();
      return new Whole(client, new Reading(client, budget, encoder)).made();
    }
  }

  /// A decoder whose heads come as they were sent, and whose frames are counted.
  private static final class Reading {
    final Http2Reader reader;
    final DefaultHttp2ConnectionDecoder decoder;
    final Http2ConnectionEncoder encoder;

    Reading(Http2ClientConnection client, FrameBudget budget, Http2ConnectionEncoder encoder) {
      this.encoder = encoder;
      reader =
          new Http2Reader(
              new DefaultHttp2FrameReader(new Heads(client.loop.gate.settings().bounds().head())),
              budget,
              client.loop);
      decoder =
          new DefaultHttp2ConnectionDecoder(
              encoder.connection(),
              encoder,
              reader,
              Http2PromisedRequestVerifier.ALWAYS_VERIFY,
              true,
              true,
              false);
    }
  }

  private static final class Heads extends DefaultHttp2HeadersDecoder {
    Heads(int longest) {
      super(false, longest);
    }

    @Override
    protected Http2Headers newHeaders() {
      return new Http2Fields();
    }
  }

  private static final class Whole
      extends AbstractHttp2ConnectionHandlerBuilder<Http2Codec, Whole> {
    private final Http2ClientConnection client;

    Whole(Http2ClientConnection client, Reading reading) {
      this.client = client;
      client.reads(reading.reader);
      initialSettings(settings(client.loop));
      decoderEnforceMaxConsecutiveEmptyDataFrames(2);
      decoderEnforceMaxRstFramesPerWindow(RESETS, RESET_SECONDS);
      frameListener(client.frames());
      codec(reading.decoder, reading.encoder);
    }

    Http2Codec made() {
      return build();
    }

    @Override
    protected Http2Codec build(
        Http2ConnectionDecoder decoder, Http2ConnectionEncoder encoder, Http2Settings settings) {
      return new Http2Codec(decoder, encoder, settings, client);
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
    client.begun();
    super.channelRead(context, message);
  }

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out)
      throws Exception {
    if (client.isOver()) {
      in.skipBytes(in.readableBytes());
    } else {
      super.decode(context, in, out);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) throws Exception {
    client.read();
    super.channelReadComplete(context);
  }

  @Override
  protected void onConnectionError(
      ChannelHandlerContext context,
      boolean outbound,
      Throwable cause,
      @Nullable Http2Exception known) {
    client.failed(outbound, cause, known);
  }

  @Override
  protected void onStreamError(
      ChannelHandlerContext context, boolean outbound, Throwable cause, StreamException known) {
    if (!outbound && known instanceof HeaderListSizeException) {
      client.tooLarge(known);
      return;
    }
    // What was still to be sent when a stream ended needs no answer.
    boolean isTold =
        outbound ? known.error() != Http2Error.STREAM_CLOSED : client.streamFailed(known);
    if (isTold) {
      super.onStreamError(context, outbound, cause, known);
    }
  }
}
