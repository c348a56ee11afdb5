package dev.warder.gateway.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.AbstractHttp2ConnectionHandlerBuilder;
import io.netty.handler.codec.http2.DefaultHttp2Connection;
import io.netty.handler.codec.http2.DefaultHttp2ConnectionDecoder;
import io.netty.handler.codec.http2.DefaultHttp2FrameReader;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.DefaultHttp2RemoteFlowController;
import io.netty.handler.codec.http2.Http2CodecUtil;
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

/// Frames, header compression and windows of one connection, which are Netty's; what they mean is
/// told to a [SharedConnection]. Confined to its event loop.
///
/// - Bounds: [#STREAMS] at a time; heads of `limits.headers`; of callers at most [#RESETS] resets
///   in [#RESET_SECONDS], in either direction; [#QUEUED] answers to control frames that nobody
///   reads; two empty frames of data in a row; 16 small frames of one head
final class Http2Codec extends Http2ConnectionHandler {
  static final int STREAMS = 100;
  private static final int RESETS = 200;
  private static final int RESET_SECONDS = 30;
  private static final int QUEUED = 1_000;

  /// How much longer than it may be the head of an answer is read, so that its stream alone ends.
  private static final int READ_ON = 4;

  private final SharedConnection owner;

  /// Who is at the other end.
  enum Peer {
    CALLER,
    UPSTREAM
  }

  private Http2Codec(
      Http2ConnectionDecoder decoder,
      Http2ConnectionEncoder encoder,
      Http2Settings settings,
      SharedConnection owner) {
    // Closing is closing; who says goodbye before does so on purpose.
    super(decoder, encoder, settings, true, true);
    this.owner = owner;
  }

  static Http2Codec of(SharedConnection owner, Peer peer, FrameBudget budget) {
    DefaultHttp2Connection connection = new DefaultHttp2Connection(peer == Peer.CALLER, 0);
    // Shares alike: no tree of priorities, which callers could stir for ever.
    connection
        .remote()
        .flowController(
            new DefaultHttp2RemoteFlowController(
                connection, new UniformStreamByteDistributor(connection)));
    return new Guarded(owner, peer, budget, connection).made();
  }

  private static Http2Settings settings(Loop loop, Peer peer) {
    Http2Settings settings =
        new Http2Settings().maxHeaderListSize(loop.gate.settings().bounds().head());
    return peer == Peer.CALLER
        ? settings.maxConcurrentStreams(STREAMS)
        : settings.pushEnabled(false);
  }

  /// Makes an encoder with Netty's bounds around it, then the codec with a reader of our own.
  private static final class Guarded
      extends AbstractHttp2ConnectionHandlerBuilder<Http2Codec, Guarded> {
    private final SharedConnection owner;
    private final Peer peer;
    private final FrameBudget budget;

    Guarded(
        SharedConnection owner, Peer peer, FrameBudget budget, DefaultHttp2Connection connection) {
      this.owner = owner;
      this.peer = peer;
      this.budget = budget;
      connection(connection);
      initialSettings(settings(owner.loop, peer));
      encoderEnforceMaxQueuedControlFrames(QUEUED);
      if (peer == Peer.CALLER) {
        encoderEnforceMaxRstFramesPerWindow(RESETS, RESET_SECONDS);
        headerSensitivityDetector((name, value) -> CharSequence.compare(name, "set-cookie") == 0);
      } else {
        // What an API says that it takes is advice: it has an answer of its own to what is longer.
        encoderIgnoreMaxHeaderListSize(true);
        headerSensitivityDetector(new Http2Secrets(owner.loop.gate.settings().credentials()));
      }
    }

    Http2Codec made() {
      return build();
    }

    @Override
    protected Http2Codec build(
        Http2ConnectionDecoder unused, Http2ConnectionEncoder encoder, Http2Settings settings) {
      unused.close();
      return new Whole(owner, peer, new Reading(owner, peer, budget, encoder)).made();
    }
  }

  /// A decoder whose heads come as they were sent, and whose frames are counted.
  private static final class Reading {
    final Http2Reader reader;
    final DefaultHttp2ConnectionDecoder decoder;
    final Http2ConnectionEncoder encoder;

    Reading(SharedConnection owner, Peer peer, FrameBudget budget, Http2ConnectionEncoder encoder) {
      this.encoder = encoder;
      Heads heads = new Heads(owner.loop.gate.settings().bounds().head(), peer);
      reader = new Http2Reader(new DefaultHttp2FrameReader(heads), budget, owner.loop);
      decoder = new Decoder(encoder, reader, heads);
    }
  }

  private static final class Decoder extends DefaultHttp2ConnectionDecoder {
    private final Heads heads;

    Decoder(Http2ConnectionEncoder encoder, Http2Reader reader, Heads heads) {
      super(
          encoder.connection(),
          encoder,
          reader,
          Http2PromisedRequestVerifier.ALWAYS_VERIFY,
          true,
          true,
          false);
      this.heads = heads;
    }

    @Override
    protected long calculateMaxHeaderListSizeGoAway(long longest) {
      return heads.longestRead(longest);
    }
  }

  private static final class Heads extends DefaultHttp2HeadersDecoder {
    private final Peer peer;

    Heads(int longest, Peer peer) {
      super(false, longest);
      this.peer = peer;
      try {
        maxHeaderListSize(longest, longestRead(longest));
      } catch (Http2Exception e) {
        throw new IllegalArgumentException("no head can be as long as " + longest, e);
      }
    }

    /// How long a head may be that is read to its end, though it is too long.
    long longestRead(long longest) {
      return peer == Peer.CALLER
          ? Http2CodecUtil.calculateMaxHeaderListSizeGoAway(longest)
          : READ_ON * longest;
    }

    @Override
    protected Http2Headers newHeaders() {
      return new Http2Fields();
    }
  }

  private static final class Whole
      extends AbstractHttp2ConnectionHandlerBuilder<Http2Codec, Whole> {
    private final SharedConnection owner;

    Whole(SharedConnection owner, Peer peer, Reading reading) {
      this.owner = owner;
      owner.reads(reading.reader);
      initialSettings(settings(owner.loop, peer));
      decoderEnforceMaxConsecutiveEmptyDataFrames(2);
      if (peer == Peer.CALLER) {
        decoderEnforceMaxRstFramesPerWindow(RESETS, RESET_SECONDS);
      }
      frameListener(owner.frames());
      codec(reading.decoder, reading.encoder);
    }

    Http2Codec made() {
      return build();
    }

    @Override
    protected Http2Codec build(
        Http2ConnectionDecoder decoder, Http2ConnectionEncoder encoder, Http2Settings settings) {
      return new Http2Codec(decoder, encoder, settings, owner);
    }
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
    owner.begun();
    super.channelRead(context, message);
  }

  @Override
  protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out)
      throws Exception {
    if (owner.isOver()) {
      in.skipBytes(in.readableBytes());
    } else {
      super.decode(context, in, out);
    }
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) throws Exception {
    owner.read();
    super.channelReadComplete(context);
  }

  @Override
  protected void onConnectionError(
      ChannelHandlerContext context,
      boolean outbound,
      Throwable cause,
      @Nullable Http2Exception known) {
    owner.failed(outbound, cause, known);
  }

  @Override
  protected void onStreamError(
      ChannelHandlerContext context, boolean outbound, Throwable cause, StreamException known) {
    if (!outbound && known instanceof HeaderListSizeException) {
      owner.tooLarge(known);
      return;
    }
    // What was still to be sent when a stream ended needs no answer.
    boolean isTold =
        outbound ? known.error() != Http2Error.STREAM_CLOSED : owner.streamFailed(known);
    if (isTold) {
      super.onStreamError(context, outbound, cause, known);
    }
  }
}
