package dev.warder.gateway;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.warder.gateway.wire.BodyReader;
import dev.warder.gateway.wire.Fault;
import dev.warder.gateway.wire.HeadScan;
import dev.warder.gateway.wire.Names;
import dev.warder.gateway.wire.RequestHead;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpRequestDecoder;
import java.util.ArrayList;
import java.util.List;

/// Whatever bytes come: what is read as requests here, another reader reads as the same requests,
/// with the same bodies, and no more of them.
class GateFuzz {
  private static final Names NAMES = Names.of(List.of("authorization", "x-api-key"));
  private static final int HEAD = 16_384;

  @FuzzTest(maxDuration = "30s")
  void anotherReaderReadsTheSame(byte[] bytes) {
    List<String> ours = new ArrayList<>();
    int used = ours(bytes, ours);
    List<String> theirs = theirs(bytes, used);
    if (!ours.equals(theirs)) {
      throw new IllegalStateException("read " + ours + ", and the other reader " + theirs);
    }
  }

  /// Reads requests up to the first fault.
  ///
  /// @return octets that whole requests had
  private static int ours(byte[] bytes, List<String> requests) {
    RequestHead head = new RequestHead(NAMES, new RequestHead.Limits(HEAD, 8_192));
    HeadScan scan = new HeadScan();
    BodyReader body = new BodyReader(NAMES);
    ByteBuf in = Unpooled.wrappedBuffer(bytes);
    int used = 0;
    while (in.isReadable()) {
      int end = scan.end(in, HEAD);
      if (end <= 0) {
        return used;
      }
      Fault fault = head.read(in, end);
      if (fault != null) {
        return used;
      }
      body.begin(head.framing(), head.length());
      int length = 0;
      for (ByteBuf data = body.next(in); data != null; data = body.next(in)) {
        length += data.readableBytes();
        data.release();
      }
      if (!body.isDone()) {
        return used;
      }
      requests.add(head.method() + " " + head.path() + " " + length);
      used = in.readerIndex();
    }
    return used;
  }

  private static List<String> theirs(byte[] bytes, int length) {
    List<String> requests = new ArrayList<>();
    EmbeddedChannel reader =
        new EmbeddedChannel(
            new HttpRequestDecoder(new HttpDecoderConfig().setMaxHeaderSize(HEAD * 2)),
            new HttpObjectAggregator(1 << 26));
    reader.writeInbound(Unpooled.copiedBuffer(bytes, 0, length));
    for (FullHttpRequest request = reader.readInbound();
        request != null;
        request = reader.readInbound()) {
      String path = request.uri();
      int scheme = path.indexOf("://");
      if (scheme == 4 || scheme == 5) {
        path = path.substring(path.indexOf('/', scheme + 3));
      }
      int question = path.indexOf('?');
      requests.add(
          request.method().name()
              + " "
              + (question < 0 ? path : path.substring(0, question))
              + " "
              + request.content().readableBytes());
      request.release();
    }
    reader.finishAndReleaseAll();
    return requests;
  }
}
