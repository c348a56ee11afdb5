package dev.warder.server.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.server.Main;
import dev.warder.server.Until;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `warder demo --headless` in a process of its own: what is promised is measured, held, and can be
/// broken.
@Timeout(400)
class DemoIT {
  /// Customers; a small platform, so that it is quick.
  private static final String FEW = "40";

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  @TempDir private Path folder;

  /// What a process said and how it ended.
  private record Ended(int exit, List<String> lines, String talk) {}

  @Test
  void theAttackOf2023IsCaughtContainedAndWhatItPlantedDoesNotRun() throws Exception {
    Path data = folder.resolve("data");
    Ended demo = demo("--headless", "--tenants", FEW, "--seed", "2023", "--data", data.toString());

    assertThat(demo.exit()).as("%s", demo).isZero();
    assertThat(demo.lines().getLast()).isEqualTo("promises_held=7 promises=7");
    assertThat(demo.lines())
        .anyMatch(line -> line.contains("in other hands"))
        .anyMatch(line -> line.strip().startsWith("0 of ") && line.contains(" ran; "));
    try (Stream<Path> files = Files.list(data)) {
      assertThat(files.map(file -> String.valueOf(file.getFileName())))
          .as("kept, and nothing else")
          .containsExactlyInAnyOrder("operations", "token", "warder");
    }
    Ended again = demo("--headless", "--tenants", FEW, "--data", data.toString());
    assertThat(again.exit()).isEqualTo(2);
    assertThat(again.talk()).contains("is not empty");
  }

  @Test
  void platformThatDoesNotAskAgainBreaksAPromiseAndNoOther() throws Exception {
    Ended demo =
        demo(
            "--headless",
            "--json",
            "--tenants",
            FEW,
            "--seed",
            "2023",
            "--platform-never-asks-again");

    assertThat(demo.exit()).as("%s", demo).isEqualTo(1);
    JsonNode last = MAPPER.readTree(demo.lines().getLast());
    assertThat(last.path("promises_held").asInt()).isEqualTo(6);
    assertThat(last.path("promises").asInt()).isEqualTo(7);
    for (JsonNode promise : last.path("results")) {
      assertThat(promise.path("held").asBoolean())
          .as("%s", promise)
          .isEqualTo(!promise.path("name").asString().equals("held"));
    }
    assertThat(demo.lines()).allMatch(line -> line.startsWith("{"));
  }

  @Test
  void demoThatGoesOnIsThereToBeAskedAndLeavesNothingWhenItIsStopped() throws Exception {
    Process process = start(ProcessBuilder.Redirect.PIPE, "--tenants", "10", "--attack", "none");
    try (BufferedReader said = process.inputReader(StandardCharsets.UTF_8)) {
      String look = "";
      for (String line = said.readLine(); line != null; line = said.readLine()) {
        look = line.contains("look: ") ? line : look;
        if (line.contains("goes on")) {
          break;
        }
      }
      assertThat(look).contains("./warder incidents --server http://127.0.0.1:");
      Path token = Path.of(look.substring(look.indexOf("--token-file ") + 13));
      String url = look.substring(look.indexOf("http://"), look.indexOf(" --token-file"));
      assertThat(answer(url + "/v1/incidents", Files.readString(token))).isEqualTo(200);
      process.toHandle().destroy();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("it ends").isTrue();
      assertThat(process.exitValue()).isEqualTo(143);
      assertThat(token.getParent()).doesNotExist();
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void signalBeforeEverythingIsOpenLeavesNothingEither() throws Exception {
    Path temporary = Files.createDirectory(folder.resolve("temporary"));
    Process process =
        start(
            List.of("-Djava.io.tmpdir=" + temporary),
            ProcessBuilder.Redirect.DISCARD,
            "--tenants",
            "400");
    try {
      Until.so(() -> {
        assertThat(process.isAlive()).isTrue();
        return !foldersOfDemos(temporary).isEmpty();
      });
      process.toHandle().destroy();
      assertThat(process.waitFor(120, TimeUnit.SECONDS)).as("it ends").isTrue();
      assertThat(process.exitValue()).isEqualTo(143);
      assertThat(foldersOfDemos(temporary)).isEmpty();
    } finally {
      process.destroyForcibly();
    }
  }

  private static List<Path> foldersOfDemos(Path temporary) throws IOException {
    try (Stream<Path> files = Files.list(temporary)) {
      return files
          .filter(file -> String.valueOf(file.getFileName()).startsWith("warder-demo"))
          .toList();
    }
  }

  private static int answer(String url, String token) throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(
              HttpRequest.newBuilder(URI.create(url))
                  .header("authorization", "Bearer " + token)
                  .build(),
              HttpResponse.BodyHandlers.discarding())
          .statusCode();
    }
  }

  @Test
  void whatCannotBePlayedIsRefused() throws Exception {
    assertThat(demo("--attack", "everything").exit()).isEqualTo(2);
    assertThat(demo("--tenants", "0").exit()).isEqualTo(2);
  }

  private Ended demo(String... arguments) throws IOException, InterruptedException {
    Path out = Files.createTempFile(folder, "demo", ".out");
    Process process = start(ProcessBuilder.Redirect.to(out.toFile()), arguments);
    try {
      assertThat(process.waitFor(300, TimeUnit.SECONDS)).as("it ends").isTrue();
      return new Ended(
          process.exitValue(),
          Files.readAllLines(out, StandardCharsets.UTF_8),
          Files.readString(talk(), StandardCharsets.UTF_8));
    } finally {
      process.destroyForcibly();
    }
  }

  private Path talk() {
    return folder.resolve("talk");
  }

  private Process start(ProcessBuilder.Redirect out, String... arguments) throws IOException {
    return start(List.of(), out, arguments);
  }

  private Process start(List<String> options, ProcessBuilder.Redirect out, String... arguments)
      throws IOException {
    List<String> line =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx768m",
                "-XX:+UseCompactObjectHeaders",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow"));
    line.addAll(options);
    line.addAll(
        List.of("-cp", System.getProperty("java.class.path"), Main.class.getName(), "demo"));
    line.addAll(List.of(arguments));
    return new ProcessBuilder(line).redirectOutput(out).redirectError(talk().toFile()).start();
  }
}
