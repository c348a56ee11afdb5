package dev.warder.gateway;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;

/// A caller that sends the bytes it is told to, and reads answers.
final class RawClient implements AutoCloseable {
  private final Socket socket;
  private final InputStream in;

  RawClient(int port) throws IOException {
    this(new Socket(InetAddress.getLoopbackAddress(), port));
  }

  /// One that speaks TLS.
  static RawClient secure(int port, SSLContext trusted) throws IOException {
    SSLSocket socket =
        (SSLSocket) trusted.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port);
    RawClient made = new RawClient(socket);
    // Who says nothing is given up.
    socket.startHandshake();
    return made;
  }

  private RawClient(Socket socket) throws IOException {
    this.socket = socket;
    socket.setSoTimeout(10_000);
    socket.setTcpNoDelay(true);
    in = new BufferedInputStream(socket.getInputStream());
  }

  /// An answer; status 0 if the connection ended before one.
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  record Answer(int status, String head, byte[] raw) {
    String text() {
      return new String(raw, StandardCharsets.UTF_8);
    }

    boolean has(String line) {
      return head.contains("\n" + line + "\r\n");
    }
  }

  RawClient send(String text) throws IOException {
    return send(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  RawClient send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
    return this;
  }

  Socket socket() {
    return socket;
  }

  /// Reads a head alone.
  String head() throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    int last = 0;
    while (true) {
      int octet = in.read();
      if (octet < 0) {
        return head.size() == 0 ? "" : head.toString(StandardCharsets.ISO_8859_1) + "<end>";
      }
      head.write(octet);
      last = last << 8 | octet;
      if (last == 0x0d0a0d0a) {
        return head.toString(StandardCharsets.ISO_8859_1);
      }
    }
  }

  Answer answer() throws IOException {
    return answer("GET");
  }

  /// Reads an answer to a request with a method.
  Answer answer(String method) throws IOException {
    String head;
    try {
      head = head();
    } catch (SocketException e) {
      return new Answer(0, "reset", new byte[0]);
    }
    if (head.isEmpty()) {
      return new Answer(0, "", new byte[0]);
    }
    int status = Integer.parseInt(head.substring(9, 12));
    String lower = head.toLowerCase(Locale.ROOT);
    byte[] body = {};
    if (!method.equals("HEAD") && status >= 200 && status != 204 && status != 304) {
      if (lower.contains("transfer-encoding: chunked")) {
        body = chunks();
      } else if (lower.contains("content-length: ")) {
        int at = lower.indexOf("content-length: ") + 16;
        body = in.readNBytes(Integer.parseInt(lower.substring(at, lower.indexOf('\r', at))));
      } else {
        body = in.readAllBytes();
      }
    }
    return new Answer(status, head, body);
  }

  /// Reads chunks up to the trailers, which are kept behind the data.
  private byte[] chunks() throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    while (true) {
      int size = Integer.parseInt(line(), 16);
      if (size == 0) {
        for (String trailer = line(); !trailer.isEmpty(); trailer = line()) {
          body.writeBytes(("[" + trailer + "]").getBytes(StandardCharsets.ISO_8859_1));
        }
        return body.toByteArray();
      }
      body.writeBytes(in.readNBytes(size));
      line();
    }
  }

  /// Reads a line.
  String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int octet = in.read(); octet != '\n'; octet = in.read()) {
      if (octet < 0) {
        throw new IOException("ended in a line: " + line);
      }
      line.append((char) octet);
    }
    return line.toString().replace("\r", "");
  }

  /// Whether something comes, or the end, within a time; leaves it there.
  boolean hasMore(int millis) throws IOException {
    int usual = socket.getSoTimeout();
    socket.setSoTimeout(millis);
    in.mark(1);
    try {
      int octet = in.read();
      if (octet >= 0) {
        in.reset();
      }
      return true;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (SocketException e) {
      return true;
    } finally {
      socket.setSoTimeout(usual);
    }
  }

  byte[] read(int octets) throws IOException {
    return in.readNBytes(octets);
  }

  /// Whether the other side has ended the connection; waits for it.
  boolean isEnded() throws IOException {
    try {
      return in.read() < 0;
    } catch (SocketException e) {
      return true;
    }
  }

  /// Whether the other side resets the connection, whatever comes before; waits for its end.
  boolean isReset() throws IOException {
    try {
      in.transferTo(OutputStream.nullOutputStream());
      return false;
    } catch (SocketException e) {
      return true;
    } catch (SSLException e) {
      return e.getCause() instanceof SocketException;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
