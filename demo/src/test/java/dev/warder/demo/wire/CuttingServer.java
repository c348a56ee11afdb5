package dev.warder.demo.wire;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/// A server that answers the first call of each connection, and then ends it.
public final class CuttingServer implements AutoCloseable {
  private static final byte[] ANSWER =
      "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}".getBytes(StandardCharsets.US_ASCII);

  private final ServerSocket listening;
  private final Then then;
  private final AtomicInteger heard = new AtomicInteger();

  private CuttingServer(ServerSocket listening, Then then) {
    this.listening = listening;
    this.then = then;
  }

  /// What becomes of a connection behind its first answer.
  public enum Then {
    /// It ends at once.
    ENDS,
    /// It ends when the next call has come, which nobody answers.
    SWALLOWS
  }

  public static CuttingServer open(Then then) throws IOException {
    CuttingServer server =
        new CuttingServer(new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1")), then);
    Thread.ofVirtual().start(server::listen);
    return server;
  }

  private void listen() {
    try {
      while (true) {
        Socket socket = listening.accept();
        Thread.ofVirtual().start(() -> serve(socket));
      }
    } catch (IOException closed) {
      // It is over.
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      read(in);
      socket.getOutputStream().write(ANSWER);
      if (then == Then.SWALLOWS) {
        read(in);
      }
    } catch (IOException gone) {
      // The other side has gone.
    }
  }

  /// Reads a call without a body.
  private void read(InputStream in) throws IOException {
    int ends = 0;
    while (ends < 2) {
      int octet = in.read();
      if (octet < 0) {
        throw new EOFException("it ended");
      }
      if (octet != '\r') {
        ends = octet == '\n' ? ends + 1 : 0;
      }
    }
    heard.incrementAndGet();
  }

  public URI address() {
    return URI.create("http://127.0.0.1:" + listening.getLocalPort());
  }

  /// How many calls have come.
  public int heard() {
    return heard.get();
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
