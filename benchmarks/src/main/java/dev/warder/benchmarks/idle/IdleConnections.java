package dev.warder.benchmarks.idle;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/// Opens connections from several addresses of loopback, makes one call on each, says `standing`,
/// and holds them until its input ends; then makes a call on each once more and says how many were
/// answered. Run by `benchmarks/idle.sh`.
///
/// Arguments: `http` or `https`, port, how many, value of X-Api-Key
public final class IdleConnections {
  private static final int THREADS = 4;
  private static final int ADDRESSES = 16;
  private static final int WAIT_MILLIS = 60_000;

  private final boolean isSecure;
  private final int port;
  private final byte[] call;
  private final SSLContext trusting;
  private final List<Socket> open = Collections.synchronizedList(new ArrayList<>());

  private IdleConnections(boolean isSecure, int port, String key) throws GeneralSecurityException {
    this.isSecure = isSecure;
    this.port = port;
    call =
        ("GET /idle HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Api-Key: " + key + "\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII);
    trusting = SSLContext.getInstance("TLS");
    trusting.init(null, new TrustManager[] {new Everybody()}, null);
  }

  public static void main(String[] arguments) throws Exception {
    int count = Integer.parseInt(arguments[2]);
    IdleConnections idle =
        new IdleConnections(
            arguments[0].equals("https"), Integer.parseInt(arguments[1]), arguments[3]);
    idle.open(count);
    System.out.println("standing " + idle.open.size());
    while (System.in.read() >= 0) {
      // Until the input ends.
    }
    int answered = 0;
    for (Socket socket : idle.open) {
      idle.call(socket);
      answered++;
    }
    System.out.println("answered " + answered);
  }

  private void open(int count) throws InterruptedException {
    AtomicInteger next = new AtomicInteger();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      threads.add(
          Thread.ofPlatform()
              .start(() -> {
                for (int n = next.getAndIncrement(); n < count; n = next.getAndIncrement()) {
                  one(n);
                }
              }));
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private void one(int number) {
    try {
      Socket socket = new Socket();
      byte[] own = {127, 0, 0, (byte) (2 + number % ADDRESSES)};
      socket.bind(new InetSocketAddress(InetAddress.getByAddress(own), 0));
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), WAIT_MILLIS);
      socket.setSoTimeout(WAIT_MILLIS);
      socket.setTcpNoDelay(true);
      if (isSecure) {
        SSLSocket secure =
            (SSLSocket) trusting.getSocketFactory().createSocket(socket, "127.0.0.1", port, true);
        secure.startHandshake();
        socket = secure;
      }
      call(socket);
      open.add(socket);
    } catch (IOException e) {
      System.err.println("connection " + number + ": " + e);
    }
  }

  /// Sends a call and reads all of its answer.
  private void call(Socket socket) throws IOException {
    socket.getOutputStream().write(call);
    InputStream in = socket.getInputStream();
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int one = in.read();
      if (one < 0) {
        throw new IOException("ended after: " + head);
      }
      head.append((char) one);
    }
    if (head.indexOf(" 200 ") != "HTTP/1.1".length()) {
      throw new IOException("refused: " + head);
    }
    String lower = head.toString().toLowerCase(java.util.Locale.ROOT);
    int at = lower.indexOf("content-length: ") + "content-length: ".length();
    int length = Integer.parseInt(lower.substring(at, lower.indexOf('\r', at)));
    if (in.readNBytes(length).length < length) {
      throw new IOException("cut short");
    }
  }

  /// Trusts whoever answers: what is weighed are connections, not certificates.
  private static final class Everybody implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String kind) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String kind) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
