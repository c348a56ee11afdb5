package dev.warder.server.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Bodies that are larger than all the memory a started gate has pass through it both ways, and
/// wait in sockets where somebody is slow. `-Dwarder.stream.bytes` says how large.
@Timeout(900)
class BigBodiesIT {
  private static final long OCTETS = Long.getLong("warder.stream.bytes", 64L << 20);

  /// Less than a body, wherever it would be kept; and all that the compiler has for TLS.
  private static final List<String> LITTLE =
      List.of(
          "-Xmx72m",
          "-XX:MaxDirectMemorySize=24m",
          "-XX:+ExitOnOutOfMemoryError",
          "-XX:TieredStopAtLevel=4");

  /// What a started process comes to have resident beyond its first calls: compiled code and the
  /// heap it was given.
  private static final long MOST_GROWN = 72L << 20;

  /// What sockets of the machine hold on both sides of the gate, and a little.
  private static final long MOST_HELD = 2 * (most("tcp_rmem") + most("tcp_wmem")) + (8L << 20);

  private static final long OF_THE_SLOW = MOST_HELD + (48L << 20);

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"http", "https"})
  void bodiesOfAnySizePassBothWaysInFlatMemoryAndWaitInSocketsForWhoIsSlow(String scheme)
      throws Exception {
    try (RealApi api = RealApi.start();
        RealGate gate = open(scheme, api);
        HttpClient client = client(scheme, gate)) {
      RealGate.Key key = gate.mint();
      both(client, gate, key, 8 << 20);
      long before = residentBytes(gate);
      both(client, gate, key, OCTETS);
      slow(client, api, gate, key);
      assertThat(peakBytes(gate) - before).as(gate.serve().talk()).isLessThan(MOST_GROWN);
    }
  }

  private static void both(HttpClient client, RealGate gate, RealGate.Key key, long octets)
      throws Exception {
    HttpResponse<String> up =
        client.send(
            request(gate, key, "/sum")
                .POST(BodyPublishers.ofInputStream(() -> new Blocks(octets)))
                .build(),
            BodyHandlers.ofString());
    assertThat(up.body()).isEqualTo(Blocks.words(octets));
    for (String chunked : new String[] {"", "&chunked"}) {
      try (InputStream down =
          client
              .send(
                  request(gate, key, "/stream?octets=" + octets + chunked).build(),
                  BodyHandlers.ofInputStream())
              .body()) {
        assertThat(Blocks.words(down)).isEqualTo(Blocks.words(octets));
      }
    }
  }

  /// Who reads nothing holds the other side back, and loses nothing.
  private static void slow(HttpClient client, RealApi api, RealGate gate, RealGate.Key key)
      throws Exception {
    String words = Blocks.words(OF_THE_SLOW);
    long before = api.sent();
    try (InputStream down =
        client
            .send(
                request(gate, key, "/stream?octets=" + OF_THE_SLOW).build(),
                BodyHandlers.ofInputStream())
            .body()) {
      standsStill(() -> api.sent() - before);
      assertThat(api.sent() - before).as("taken for who reads nothing").isLessThan(MOST_HELD);
      assertThat(Blocks.words(down)).isEqualTo(words);
    }
    AtomicLong given = new AtomicLong();
    CompletableFuture<HttpResponse<String>> up =
        client.sendAsync(
            request(gate, key, "/sum?slow")
                .POST(BodyPublishers.ofInputStream(() -> counted(given)))
                .build(),
            BodyHandlers.ofString());
    standsStill(given::get);
    assertThat(given.get()).as("given to an API that reads nothing").isLessThan(MOST_HELD);
    api.release();
    assertThat(up.get(120, TimeUnit.SECONDS).body()).isEqualTo(words);
  }

  private static InputStream counted(AtomicLong given) {
    return new FilterInputStream(new Blocks(OF_THE_SLOW)) {
      @Override
      public int read(byte[] to, int from, int most) throws IOException {
        int length = super.read(to, from, most);
        given.addAndGet(Math.max(0, length));
        return length;
      }
    };
  }

  /// Waits until a number that grows does so no more.
  private static void standsStill(LongSupplier number) throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    long before = -1;
    while (number.getAsLong() == 0 || number.getAsLong() != before) {
      before = number.getAsLong();
      boolean _ = never.await(700, TimeUnit.MILLISECONDS);
    }
  }

  private RealGate open(String scheme, RealApi api) throws Exception {
    RealGate.Start start =
        new RealGate.Start(folder.resolve(scheme), api.port(), List.of(), LITTLE, "");
    return scheme.equals("https") ? start.secure() : start.plain();
  }

  /// Over TLS it speaks HTTP/2.
  private static HttpClient client(String scheme, RealGate gate) {
    return HttpClient.newBuilder()
        .sslContext(gate.trusted())
        .version(scheme.equals("https") ? HttpClient.Version.HTTP_2 : HttpClient.Version.HTTP_1_1)
        .build();
  }

  private static HttpRequest.Builder request(RealGate gate, RealGate.Key key, String path) {
    return HttpRequest.newBuilder(URI.create(gate.url() + path))
        .header("authorization", "Bearer " + key.secret());
  }

  /// The third of the numbers that the system has of a kind of buffers.
  private static long most(String buffers) {
    try (InputStream in = Files.newInputStream(Path.of("/proc/sys/net/ipv4/" + buffers))) {
      // In one go: such a file has nothing for who reads on.
      byte[] read = new byte[256];
      String text = new String(read, 0, in.read(read), StandardCharsets.US_ASCII).strip();
      return Long.parseLong(text.substring(text.lastIndexOf('\t') + 1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long residentBytes(RealGate gate) throws IOException {
    return status(gate, "VmRSS:");
  }

  private static long peakBytes(RealGate gate) throws IOException {
    return status(gate, "VmHWM:");
  }

  private static long status(RealGate gate, String name) throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/" + gate.serve().pid() + "/status"))) {
      if (line.startsWith(name)) {
        String number = line.substring(name.length()).strip();
        return Long.parseLong(number.substring(0, number.indexOf(' '))) << 10;
      }
    }
    throw new IOException("no " + name);
  }
}
