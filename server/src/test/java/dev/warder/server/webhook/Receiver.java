package dev.warder.server.webhook;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.net.ServerSocketFactory;

/// Who takes messages, on a socket of this machine; answers octet for octet what it is told to.
public final class Receiver implements AutoCloseable {
  public static final String TAKEN = "HTTP/1.1 204 No Content\r\n\r\n";

  private final ServerSocket listening;
  private final Answering answering;
  private final List<Heard> heard = new CopyOnWriteArrayList<>();
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private final Semaphore arrived = new Semaphore(0);

  private Receiver(ServerSocket listening, Answering answering) {
    this.listening = listening;
    this.answering = answering;
  }

  /// What was heard.
  public record Heard(String line, Map<String, String> headers, String body) {
    public String id() {
      return headers.getOrDefault("webhook-id", "");
    }
  }

  /// Answers on the open socket.
  @FunctionalInterface
  public interface Answering {
    void answer(Heard heard, Socket socket) throws IOException, InterruptedException;
  }

  static Receiver answering(String answer) throws IOException {
    return answering((heard, socket) ->
        socket.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1)));
  }

  public static Receiver answering(Answering answering) throws IOException {
    return on(ServerSocketFactory.getDefault(), answering);
  }

  static Receiver on(ServerSocketFactory factory, Answering answering) throws IOException {
    Receiver receiver =
        new Receiver(
            factory.createServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1")), answering);
    Thread.ofVirtual().start(receiver::listen);
    return receiver;
  }

  private void listen() {
    try {
      while (true) {
        Socket socket = listening.accept();
        open.add(socket);
        Thread.ofVirtual().start(() -> serve(socket));
      }
    } catch (IOException closed) {
      // It is over.
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      Heard one = read(new BufferedInputStream(socket.getInputStream()));
      heard.add(one);
      arrived.release();
      answering.answer(one, socket);
      socket.getOutputStream().flush();
      socket.shutdownOutput();
      socket.getInputStream().readAllBytes();
    } catch (IOException gone) {
      // The other side has gone.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Heard read(InputStream in) throws IOException {
    String first = line(in);
    Map<String, String> headers = new TreeMap<>();
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    return new Heard(first, headers, new String(in.readNBytes(length), StandardCharsets.UTF_8));
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int octet = in.read(); octet != '\n'; octet = in.read()) {
      if (octet < 0) {
        throw new EOFException("it ended");
      }
      line.append((char) octet);
    }
    return line.toString().strip();
  }

  public int port() {
    return listening.getLocalPort();
  }

  public List<Heard> heard() {
    return heard;
  }

  /// Waits until as many more have arrived.
  public void await(int count) throws InterruptedException {
    if (!arrived.tryAcquire(count, 200, TimeUnit.SECONDS)) {
      throw new IllegalStateException("not heard: " + heard);
    }
  }

  @Override
  public void close() throws IOException {
    listening.close();
    for (Socket socket : open) {
      socket.close();
    }
  }
}
