package dev.warder.server.serve;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `warder serve` in a process of its own, and a client in front of it.
final class ServeProcess implements AutoCloseable {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();
  private static final String GREETING = "gives verdicts at ";

  private final Process process;
  private final List<String> talk = new ArrayList<>();
  private final CountDownLatch greeted = new CountDownLatch(1);
  private final HttpClient http;
  private volatile String url = "";
  private volatile String credential = "";

  private ServeProcess(Process process, SSLContext trusted) {
    this.process = process;
    http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .sslContext(trusted)
            .build();
    Thread.ofVirtual().start(this::listen);
  }

  /// Starts it on a free port and waits until it says that it serves, or has ended.
  static ServeProcess start(Path data, String... more) throws IOException, InterruptedException {
    List<String> line = new ArrayList<>(List.of("--data", data.toString()));
    line.addAll(List.of("--listen", "127.0.0.1:0"));
    line.addAll(List.of(more));
    return bare(line.toArray(String[]::new));
  }

  /// Starts it with these arguments alone.
  static ServeProcess bare(String... arguments) throws IOException, InterruptedException {
    try {
      return trusting(SSLContext.getDefault(), arguments);
    } catch (NoSuchAlgorithmException e) {
      throw new IOException(e);
    }
  }

  /// The same for a client that trusts somebody else.
  static ServeProcess trusting(SSLContext trusted, String... arguments)
      throws IOException, InterruptedException {
    return with(List.of(), trusted, arguments);
  }

  /// The same with options of the JVM, which come after the usual ones and count more.
  static ServeProcess with(List<String> options, SSLContext trusted, String... arguments)
      throws IOException, InterruptedException {
    return under(List.of(), options, trusted, arguments);
  }

  /// The same by another command, which becomes it.
  static ServeProcess under(
      List<String> command, List<String> options, SSLContext trusted, String... arguments)
      throws IOException, InterruptedException {
    List<String> line = new ArrayList<>(command);
    line.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx512m",
            "-XX:+UseCompactObjectHeaders",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow"));
    line.addAll(options);
    line.addAll(
        List.of("-cp", System.getProperty("java.class.path"), "dev.warder.server.Main", "serve"));
    line.addAll(List.of(arguments));
    ServeProcess serve =
        new ServeProcess(
            new ProcessBuilder(line).redirectOutput(ProcessBuilder.Redirect.DISCARD).start(),
            trusted);
    serve.greeted.await(60, TimeUnit.SECONDS);
    return serve;
  }

  private void listen() {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
      for (String said = reader.readLine(); said != null; said = reader.readLine()) {
        synchronized (talk) {
          talk.add(said);
          talk.notifyAll();
        }
        if (said.contains(GREETING)) {
          url = said.substring(said.indexOf(GREETING) + GREETING.length()).strip();
        }
        if (said.strip().startsWith("wdr_live_")) {
          credential = said.strip();
        }
        if (said.contains("serving url=") || said.contains("\"message\":\"serving\"")) {
          greeted.countDown();
        }
      }
    } catch (IOException e) {
      synchronized (talk) {
        talk.add("unreadable: " + e);
      }
    } finally {
      greeted.countDown();
    }
  }

  String url() {
    return url;
  }

  long pid() {
    return process.pid();
  }

  int port() {
    return URI.create(url).getPort();
  }

  /// The credential that it printed; empty if it printed none.
  String credential() {
    return credential;
  }

  /// All that it said.
  String talk() {
    synchronized (talk) {
      return String.join("\n", talk);
    }
  }

  /// Waits until it has said something so many times.
  void awaitTalk(String words, int times) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(200);
    synchronized (talk) {
      while (talk.stream().filter(line -> line.contains(words)).count() < times) {
        long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
        if (left <= 0) {
          throw new AssertionError("'" + words + "' is not said:\n" + talk());
        }
        talk.wait(left);
      }
    }
  }

  /// An answer.
  record Answer(int status, JsonNode body) {
    String text(String field) {
      return body.path(field).asString("");
    }
  }

  Answer ask(String token, String method, String path, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + path))
            .timeout(Duration.ofSeconds(20))
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .header("authorization", "Bearer " + token)
            .header("content-type", "application/json")
            .build();
    HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    return new Answer(
        response.statusCode(),
        response.body().length == 0 ? MAPPER.missingNode() : MAPPER.readTree(response.body()));
  }

  /// What is told to anybody, as text.
  String text(String path) throws IOException, InterruptedException {
    return http.send(
            HttpRequest.newBuilder(URI.create(url + path)).build(),
            HttpResponse.BodyHandlers.ofString())
        .body();
  }

  /// Mints a key that opens `GET /a`, and gives its secret and id.
  String[] mint(String token, String tenant) throws IOException, InterruptedException {
    Answer answer =
        ask(token, "POST", "/v1/keys", "{\"tenant\":\"" + tenant + "\",\"scope\":[\"GET /a\"]}");
    if (answer.status() != 201) {
      throw new IOException("not minted: " + answer);
    }
    return new String[] {answer.text("secret"), answer.body().path("key").path("id").asString("")};
  }

  /// The code of the verdict about `GET /a` with a key.
  String verdict(String token, String key) throws IOException, InterruptedException {
    return ask(
            token,
            "POST",
            "/v1/verify",
            "{\"key\":\"" + key + "\",\"method\":\"GET\",\"path\":\"/a\"}")
        .text("code");
  }

  /// Asks it to stop; gives its exit code.
  int stop() throws InterruptedException {
    // Not by the process itself, which would close its streams as well.
    process.toHandle().destroy();
    return ended();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /// What there is to do with what a process has as long as it is there.
  interface Work {
    void run() throws IOException;
  }

  /// As `kill -9` does, with something done before it, while it is stopped.
  void kill(Work before) throws IOException, InterruptedException {
    Process stop = new ProcessBuilder("kill", "-STOP", Long.toString(pid())).start();
    stop.waitFor();
    before.run();
    kill();
  }

  /// What `warder journal verify` has against what a Warder left behind; empty if nothing.
  static String verifies(Path data) throws IOException, InterruptedException {
    Process verify =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.warder.server.Main",
                "journal",
                "verify",
                data.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(verify.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return verify.waitFor() == 0 ? "" : said;
  }

  /// As `kill -9` does.
  void kill() throws InterruptedException {
    process.destroyForcibly();
    ended();
  }

  int ended() throws InterruptedException {
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IllegalStateException("it does not end:\n" + talk());
    }
    return process.exitValue();
  }

  @Override
  public void close() {
    http.close();
    process.destroyForcibly();
    process.onExit().join();
  }
}
