package dev.warder.demo.wire;

import static java.util.Objects.requireNonNull;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One connection to a server, kept between calls and made anew when the server ended it. For one
/// thread at a time.
///
/// Guarantees a call is sent once: where the kept connection ends with it, the call fails
///
/// Bounds answers of at most 8 MiB with a length; a server that is silent for 30 s fails the call
///
/// Errors [IOException] where the server cannot be reached or speaks otherwise
public final class Line implements AutoCloseable {
  private static final int MOST_BODY = 8 << 20;
  private static final int MOST_LINE = 16_384;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final InetSocketAddress server;
  private final String host;
  private final WhenEnded whenEnded;
  private @Nullable Connection connection;

  /// What becomes of a call where the server had ended the kept connection before it.
  public enum WhenEnded {
    /// It goes out on a fresh one: nothing of it was sent yet.
    ANEW,
    /// It fails, so that whoever counts sees each connection that ended. The next one is on a fresh
    /// one.
    FAIL
  }

  public Line(URI server) {
    this(server, WhenEnded.ANEW);
  }

  public Line(URI server, WhenEnded whenEnded) {
    this.server = new InetSocketAddress(server.getHost(), server.getPort());
    this.host = server.getAuthority();
    this.whenEnded = requireNonNull(whenEnded, "whenEnded is null");
  }

  /// Asks, and waits for the answer.
  public Answer ask(Request request) throws IOException {
    if (whenEnded == WhenEnded.ANEW && hasEnded()) {
      close();
    }
    Connection open = connection;
    if (open == null) {
      open = new Connection(server);
      connection = open;
    }
    return exchange(open, request);
  }

  /// Whether the server has ended the connection that was kept.
  boolean hasEnded() {
    Connection kept = connection;
    return kept != null && kept.hasEnded();
  }

  private Answer exchange(Connection open, Request request) throws IOException {
    try {
      open.send(octets(request));
      Head head = open.head();
      byte[] body = open.body(request.method().equals("HEAD") ? 0 : head.length());
      if (head.ends()) {
        close();
      }
      return new Answer(head.status(), Json.read(body));
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  private byte[] octets(Request request) {
    byte[] body =
        request.body() == null ? new byte[0] : Json.octets(requireNonNull(request.body()));
    StringBuilder head = new StringBuilder(256);
    head.append(request.method()).append(' ').append(request.target()).append(" HTTP/1.1\r\n");
    head.append("Host: ").append(host).append("\r\n");
    for (String header : request.headers()) {
      head.append(header).append("\r\n");
    }
    if (request.body() != null) {
      head.append("Content-Type: application/json\r\n");
    }
    if (request.body() != null || !request.method().equals("GET")) {
      head.append("Content-Length: ").append(body.length).append("\r\n");
    }
    byte[] start = head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII);
    byte[] all = new byte[start.length + body.length];
    System.arraycopy(start, 0, all, 0, start.length);
    System.arraycopy(body, 0, all, start.length, body.length);
    return all;
  }

  @Override
  public void close() {
    Connection open = connection;
    connection = null;
    if (open != null) {
      open.close();
    }
  }

  private record Head(int status, int length, boolean ends) {}

  /// A socket and what is read of it.
  private static final class Connection implements AutoCloseable {
    private final SocketChannel channel = SocketChannel.open();
    private final Socket socket = channel.socket();
    private final InputStream in;

    private Connection(InetSocketAddress server) throws IOException {
      try {
        socket.setTcpNoDelay(true);
        socket.setSoTimeout((int) PATIENCE.toMillis());
        socket.connect(server, (int) PATIENCE.toMillis());
        in = new BufferedInputStream(socket.getInputStream(), 1 << 14);
      } catch (IOException e) {
        close();
        throw e;
      }
    }

    /// Looks without waiting. What comes unasked is no answer to anything, and an end as well.
    private boolean hasEnded() {
      try {
        channel.configureBlocking(false);
        int octets = channel.read(ByteBuffer.allocate(1));
        channel.configureBlocking(true);
        return octets != 0;
      } catch (IOException e) {
        return true;
      }
    }

    private void send(byte[] octets) throws IOException {
      socket.getOutputStream().write(octets);
    }

    private Head head() throws IOException {
      String first = line();
      String[] words = first.split(" ", 3);
      if (words.length < 2 || !words[0].startsWith("HTTP/1.")) {
        throw new IOException("no answer of HTTP/1.1: " + first);
      }
      int status = number(words[1]);
      int length = status == 204 || status == 304 ? 0 : -1;
      boolean ends = false;
      for (String line = line(); !line.isEmpty(); line = line()) {
        String lower = line.toLowerCase(Locale.ROOT);
        if (lower.startsWith("content-length:")) {
          length = number(lower.substring("content-length:".length()).strip());
        }
        ends |= lower.startsWith("connection:") && lower.contains("close");
      }
      if (length < 0) {
        throw new IOException("an answer without a length");
      }
      return new Head(status, length, ends);
    }

    private byte[] body(int length) throws IOException {
      if (length > MOST_BODY) {
        throw new IOException("an answer of " + length + " octets");
      }
      byte[] body = in.readNBytes(length);
      if (body.length < length) {
        throw new EOFException("an answer that is cut short");
      }
      return body;
    }

    private String line() throws IOException {
      ByteArrayOutputStream line = new ByteArrayOutputStream(64);
      for (int octet = in.read(); octet != '\n'; octet = in.read()) {
        if (octet < 0 || line.size() > MOST_LINE) {
          throw new EOFException("an answer that is cut short");
        }
        if (octet != '\r') {
          line.write(octet);
        }
      }
      return line.toString(StandardCharsets.ISO_8859_1);
    }

    private static int number(String text) throws IOException {
      try {
        return Integer.parseInt(text);
      } catch (NumberFormatException e) {
        throw new IOException("no number: " + text, e);
      }
    }

    @Override
    public void close() {
      try {
        socket.close();
      } catch (IOException e) {
        // It is gone either way.
        return;
      }
    }
  }
}
