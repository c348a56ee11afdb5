package dev.warder.gateway;

import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.CodecException;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.util.CharsetUtil;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;

/// An API behind a gate: keeps what it was sent, and reads it with another reader than the gate's.
final class TestUpstream implements AutoCloseable {
  private final ServerSocket listener;
  private final Answering answering;
  private final BlockingQueue<Seen> seen = new LinkedBlockingQueue<>();
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final AtomicInteger connections = new AtomicInteger();

  /// A request as the other reader has it.
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  record Seen(String method, String target, String head, byte[] body, int connection) {
    String text() {
      return new String(body, StandardCharsets.ISO_8859_1);
    }

    /// Whether it has a header line.
    boolean has(String line) {
      return head.contains("\n" + line + "\r\n");
    }
  }

  /// Answers a request in raw bytes; null closes the connection unanswered.
  interface Answering {
    byte @org.jspecify.annotations.Nullable [] answer(Seen request) throws IOException;
  }

  /// Takes a connection over.
  interface Serving {
    void serve(Socket socket, int number) throws IOException;
  }

  private TestUpstream(ServerSocket listener, Answering answering) {
    this.listener = listener;
    this.answering = answering;
  }

  static TestUpstream answering(Answering answering) throws IOException {
    TestUpstream upstream = new TestUpstream(socket(), answering);
    upstream.start(upstream::serve);
    return upstream;
  }

  /// One that speaks TLS.
  static TestUpstream secure(SSLContext shown, Serving serving) throws IOException {
    ServerSocket listener =
        shown.getServerSocketFactory().createServerSocket(0, 128, InetAddress.getLoopbackAddress());
    TestUpstream upstream = new TestUpstream(listener, request -> null);
    upstream.start(serving);
    return upstream;
  }

  /// One that sends without end, to whoever asks.
  ///
  /// @param sent counts what the socket took
  static TestUpstream endless(AtomicLong sent) throws IOException {
    return serving((socket, number) -> {
      RawHead.read(socket.getInputStream());
      OutputStream out = socket.getOutputStream();
      out.write(bytes("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n"));
      byte[] chunk = bytes("10000\r\n" + "x".repeat(65_536) + "\r\n");
      while (sent.get() < 1L << 30) {
        out.write(chunk);
        sent.addAndGet(chunk.length);
      }
    });
  }

  static TestUpstream ok() throws IOException {
    return answering(request -> bytes("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok"));
  }

  static TestUpstream serving(Serving serving) throws IOException {
    TestUpstream upstream = new TestUpstream(socket(), request -> null);
    upstream.start(serving);
    return upstream;
  }

  private static ServerSocket socket() throws IOException {
    return new ServerSocket(0, 128, InetAddress.getLoopbackAddress());
  }

  private void start(Serving serving) {
    Thread.ofVirtual()
        .start(() -> {
          while (!listener.isClosed()) {
            try {
              Socket socket = listener.accept();
              sockets.add(socket);
              int number = connections.incrementAndGet();
              Thread.ofVirtual().start(() -> serve(serving, socket, number));
            } catch (IOException e) {
              return;
            }
          }
        });
  }

  private static void serve(Serving serving, Socket socket, int number) {
    try (socket) {
      serving.serve(socket, number);
    } catch (IOException e) {
      // The gate closed: what was seen is what counts.
    }
  }

  private void serve(Socket socket, int number) throws IOException {
    EmbeddedChannel reader =
        new EmbeddedChannel(
            new HttpServerCodec(new HttpDecoderConfig().setStrictLineParsing(false)),
            new HttpObjectAggregator(64 << 20));
    try {
      read(socket, number, reader);
    } finally {
      finish(reader);
    }
  }

  private static void finish(EmbeddedChannel reader) {
    try {
      reader.finishAndReleaseAll();
    } catch (CodecException e) {
      // A request was under way when the gate closed.
    }
  }

  private void read(Socket socket, int number, EmbeddedChannel reader) throws IOException {
    ByteArrayOutputStream raw = new ByteArrayOutputStream();
    byte[] buffer = new byte[65_536];
    InputStream in = socket.getInputStream();
    OutputStream out = socket.getOutputStream();
    for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
      raw.write(buffer, 0, n);
      reader.writeInbound(Unpooled.copiedBuffer(buffer, 0, n));
      for (FullHttpRequest request = reader.readInbound();
          request != null;
          request = reader.readInbound()) {
        // The body is the tail of what came, the head what stands before it.
        String text = raw.toString(StandardCharsets.ISO_8859_1);
        raw.reset();
        int end = text.indexOf("\r\n\r\n");
        Seen one =
            new Seen(
                request.method().name(),
                request.decoderResult().isFailure() ? "UNREADABLE" : request.uri(),
                end < 0 ? text : text.substring(0, end + 2),
                ByteBufUtil.getBytes(request.content()),
                number);
        request.release();
        seen.add(one);
        byte[] answer = answering.answer(one);
        if (answer == null) {
          return;
        }
        out.write(answer);
        out.flush();
      }
    }
  }

  static byte[] bytes(String text) {
    return text.getBytes(CharsetUtil.ISO_8859_1);
  }

  int port() {
    return listener.getLocalPort();
  }

  int connections() {
    return connections.get();
  }

  /// The next request it saw.
  Seen next() throws InterruptedException {
    Seen next = seen.poll(10, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("the upstream saw no request");
    }
    return next;
  }

  /// What it saw and nobody took.
  List<Seen> all() {
    return List.copyOf(seen);
  }

  void forget() {
    seen.clear();
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
