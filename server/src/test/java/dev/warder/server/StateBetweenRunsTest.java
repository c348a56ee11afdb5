package dev.warder.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.server.run.AnalyzeJob;
import dev.warder.server.run.AnalyzeOptions;
import dev.warder.server.run.AnalyzeResult;
import dev.warder.server.terminal.ProgressPrinter;
import dev.warder.server.terminal.Terminal;
import dev.warder.testkit.traffic.TrafficMix;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// `analyze --state` day by day says what one run over all days says.
class StateBetweenRunsTest {
  private static final Path ROOT = Path.of(System.getProperty("warder.root", ".")).toAbsolutePath();
  private static final String KEY = "x".repeat(32);
  private static final List<String> SAMPLES = samples();

  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private AnalyzeJob job = new LogAnalysis();

  @TempDir private Path folder;

  /// Calls to the API of the samples, in order of time; the theft begins at 80 %.
  private static List<String> samples() {
    try (Stream<Path> files = Files.walk(ROOT.resolve("samples/api"))) {
      List<String> lines = new ArrayList<>();
      for (Path file : files.filter(f -> f.toString().endsWith(".gz")).sorted().toList()) {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
          new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().forEach(lines::add);
        }
      }
      return inOrder(lines);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static List<String> inOrder(List<String> lines) {
    return lines.stream().sorted(Comparator.comparingLong(StateBetweenRunsTest::time)).toList();
  }

  private static long time(String line) {
    int from = line.indexOf("\"time\":") + 7;
    return Long.parseLong(line.substring(from, line.indexOf(',', from)));
  }

  @ParameterizedTest(name = "cut at {0} and {1} of 1000, {2} threads")
  @CsvSource({"500, 800, 1", "804, 806, 2", "1, 999, 2"})
  void samplesInThreePartsAreToldAsInOne(int first, int second, int threads) throws IOException {
    assertThat(told(SAMPLES, first, second, threads)).isPositive();
  }

  @Test
  void manyKeysInThreePartsAreToldAsInOne() throws IOException {
    ByteArrayOutputStream mix = new ByteArrayOutputStream();
    new TrafficMix(TrafficMix.SEED, 40_000).writeTo(mix);

    told(inOrder(mix.toString(StandardCharsets.UTF_8).lines().toList()), 400, 750, 2);
  }

  /// Tells a log at once and in parts, compares the two, and gives the number of findings.
  private int told(List<String> lines, int first, int second, int threads) throws IOException {
    int a = lines.size() * first / 1_000;
    int b = lines.size() * second / 1_000;
    run("all", lines, "--threads", "" + threads);
    stateful("part", lines.subList(0, a), "--threads", "" + threads);
    stateful("part", lines.subList(a, b), "--threads", "" + threads);
    stateful("part", lines.subList(b, lines.size()), "--threads", "" + threads);

    assertThat(Files.readString(findings("part"))).isEqualTo(Files.readString(findings("all")));
    assertThat(inventory("part")).isEqualTo(inventory("all"));
    return Files.readAllLines(findings("all")).size();
  }

  @Test
  void whoeverGoesOnIsToldFromWhenAndWhatCameTooLate() throws IOException {
    stateful("a", SAMPLES.subList(0, 3_000));
    assertThat(err()).contains("first run with this --state folder");

    stateful("a", SAMPLES.subList(1_000, 5_000));

    assertThat(err())
        .contains("goes on after 2026-10-0")
        .contains(
            "2,000 activities are older than what earlier runs have judged, or known from them");
    assertThat(inventory("a").get("activities").asInt()).isEqualTo(5_000);
  }

  @Test
  void whatChangedIsToldOfWhatThisRunSaw() throws IOException {
    List<String> withoutGroups =
        SAMPLES.stream().filter(line -> !line.contains("/usergroups")).toList();
    stateful("a", SAMPLES.subList(0, 5_000));

    stateful("a", withoutGroups.subList(withoutGroups.size() - 5_000, withoutGroups.size()));

    String drift = Files.readString(file("i-a.json"));
    assertThat(drift).contains("gone_operation").contains("new_operation");
    assertThat(drift).contains("usergroups");
  }

  @Test
  void stateIsReadByItsOwnerAlone() throws IOException {
    stateful("a", SAMPLES.subList(0, 500));

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(state())))
        .isEqualTo("rw-------");
    try (Stream<Path> files = Files.list(folder.resolve("state"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("lock", "state.json", "engine.state");
    }
  }

  @Test
  void runThatCannotPutOutWhatItFoundMayBeRepeated() throws IOException {
    stateful("a", SAMPLES.subList(0, 9_000));
    byte[] before = Files.readAllBytes(state());
    job = new FailingOutputs();
    assertThat(analyze("a", SAMPLES.subList(9_000, SAMPLES.size()), true)).isEqualTo(4);

    assertThat(Files.readAllBytes(state())).isEqualTo(before);
    assertThat(folder.resolve("state")).isDirectoryNotContaining("glob:**.part");
    job = new LogAnalysis();
    stateful("a", SAMPLES.subList(9_000, SAMPLES.size()));
    run("all", SAMPLES);
    assertThat(Files.readString(findings("a"))).isEqualTo(Files.readString(findings("all")));
  }

  @Test
  void whatACrashLeftBesideTheStateIsInNobodysWay() throws IOException {
    stateful("a", SAMPLES.subList(0, 9_000));
    Files.writeString(folder.resolve("state/engine.state.part"), "half");

    stateful("a", SAMPLES.subList(9_000, SAMPLES.size()));

    run("all", SAMPLES);
    assertThat(Files.readString(findings("a"))).isEqualTo(Files.readString(findings("all")));
  }

  @ParameterizedTest
  @CsvSource({"9, layout version", "40, damaged", "-1, damaged", "0, damaged"})
  void stateThatCannotBeUsedIsRefusedAndLeftAlone(int at, String why) throws IOException {
    stateful("a", SAMPLES.subList(0, 2_000));
    byte[] damaged = Files.readAllBytes(state());
    damaged[at < 0 ? damaged.length + at : at] ^= 64;
    Files.write(state(), damaged);
    byte[] inventory = Files.readAllBytes(folder.resolve("state/state.json"));
    Files.delete(findings("a"));

    assertThat(analyze("a", SAMPLES.subList(2_000, 4_000), true)).isEqualTo(2);

    assertThat(err()).contains("engine.state").contains(why).contains("move the folder away");
    assertThat(Files.readAllBytes(state())).isEqualTo(damaged);
    assertThat(Files.readAllBytes(folder.resolve("state/state.json"))).isEqualTo(inventory);
    assertThat(findings("a")).doesNotExist();
  }

  @Test
  void runThatReadNothingLeavesTheState() throws IOException {
    stateful("a", SAMPLES.subList(0, 2_000));
    byte[] before = Files.readAllBytes(state());

    assertThat(analyze("a", List.of("nothing"), true)).isEqualTo(3);

    assertThat(Files.readAllBytes(state())).isEqualTo(before);
  }

  private Path state() {
    return folder.resolve("state/engine.state");
  }

  private Path file(String name) {
    return folder.resolve(name);
  }

  private Path findings(String name) {
    return file("f-" + name + ".ndjson");
  }

  /// An inventory without what speaks of the run rather than of the traffic.
  private ObjectNode inventory(String name) throws IOException {
    ObjectNode all =
        (ObjectNode) JsonMapper.shared().readTree(Files.readString(file("i-" + name + ".json")));
    assertThat(all.remove(List.of("drift", "data_quality")).isEmpty()).isFalse();
    return all;
  }

  private void run(String name, List<String> lines, String... options) throws IOException {
    assertThat(analyze(name, lines, false, options)).as(err()).isZero();
  }

  private void stateful(String name, List<String> lines, String... options) throws IOException {
    assertThat(analyze(name, lines, true, options)).as(err()).isZero();
  }

  private int analyze(String name, List<String> lines, boolean keeps, String... options)
      throws IOException {
    err.reset();
    Path log = Files.write(file("log.ndjson"), lines);
    Path key = Files.writeString(file("key"), KEY);
    List<String> line =
        new ArrayList<>(List.of("analyze", log.toString(), "--no-report", "--hash-key", "" + key));
    line.addAll(List.of("--findings", "" + findings(name)));
    line.addAll(List.of("--inventory", "" + file("i-" + name + ".json")));
    line.addAll(keeps ? List.of("--state", "" + folder.resolve("state")) : List.of());
    line.addAll(List.of(options));
    PrintStream talk = new PrintStream(err, true, StandardCharsets.UTF_8);
    PrintStream data = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    Terminal terminal = new Terminal(data, talk, 100, Terminal.Ink.PLAIN, Terminal.Talk.LOGGED);
    return Main.run(line.toArray(String[]::new), terminal, job, Faults.SHORT, Map.of());
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  /// The disk is full when findings are written.
  private static final class FailingOutputs implements AnalyzeJob {
    @Override
    public AnalyzeResult run(AnalyzeOptions options, ProgressPrinter progress) {
      throw new IllegalStateException("not asked for");
    }

    @Override
    public AnalyzeResult run(
        AnalyzeOptions options, ProgressPrinter progress, Consumer<AnalyzeResult> outputs) {
      return new LogAnalysis()
          .run(
              options,
              progress,
              result -> {
                throw new IllegalStateException("disk is full");
              });
    }
  }
}
