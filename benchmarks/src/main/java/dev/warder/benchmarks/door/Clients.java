package dev.warder.benchmarks.door;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// Clients that each send a request, wait for its answer, and send the next.
final class Clients {
  private static final byte[] LENGTH =
      "content-length: ".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

  private final List<byte[]> requests;
  private final int connections;

  Clients(List<byte[]> requests, int connections) {
    this.requests = List.copyOf(requests);
    this.connections = connections;
  }

  /// Answers a second.
  long run(int port, int seconds) throws InterruptedException {
    AtomicLong answers = new AtomicLong();
    long end = System.nanoTime() + seconds * 1_000_000_000L;
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < connections; i++) {
      int first = i * 61;
      threads.add(Thread.ofVirtual().start(() -> ask(port, first, end, answers)));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    return answers.get() / seconds;
  }

  private void ask(int port, int first, long end, AtomicLong answers) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setTcpNoDelay(true);
      OutputStream out = socket.getOutputStream();
      InputStream in = new BufferedInputStream(socket.getInputStream(), 4_096);
      for (int i = first; System.nanoTime() < end; i++) {
        out.write(requests.get(i % requests.size()));
        answer(in);
        answers.incrementAndGet();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Reads one answer to its end; anything but 200 ends the measurement.
  private static void answer(InputStream in) throws IOException {
    int length = -1;
    int matched = 0;
    int newlines = 0;
    int position = 0;
    while (newlines < 2) {
      int b = in.read();
      if (b < 0 || (position == 9 && b != '2')) {
        throw new IOException("no answer with 200");
      }
      position++;
      newlines = b == '\n' ? newlines + 1 : b == '\r' ? newlines : 0;
      if (length >= 0 && matched == LENGTH.length) {
        if (b >= '0' && b <= '9') {
          length = 10 * length + b - '0';
        } else {
          matched = -1;
        }
      } else if (matched >= 0) {
        matched = Character.toLowerCase(b) == LENGTH[matched] ? matched + 1 : 0;
        length = matched == LENGTH.length ? 0 : length;
      }
    }
    in.skipNBytes(Math.max(0, length));
  }
}
