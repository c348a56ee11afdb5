package dev.warder.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.collect.mapping.MappingReader;
import dev.warder.collect.mapping.Word;
import dev.warder.model.ErrorCode;
import dev.warder.server.run.AnalyzeJob;
import dev.warder.server.run.AnalyzeResult;
import dev.warder.server.run.CommandFailure;
import dev.warder.server.sample.SampleAnalysis;
import dev.warder.server.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private AnalyzeJob job = (options, progress) -> SampleAnalysis.eventfulDay();

  @TempDir private Path folder;

  @Test
  void nothingTypedSaysWhatThisIs() {
    assertThat(run()).isZero();
    assertThat(out()).contains("stolen API keys").contains("analyze").contains("explain");
    assertThat(err()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"--help", "analyze --help", "explain --help", "--version", "analyze --version"})
  void helpAndVersionAreDataAndSucceed(String line) {
    assertThat(run(line.split(" "))).isZero();
    assertThat(out()).isNotBlank();
    assertThat(err()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "analyze",
        "analyse x",
        "analyze x --no-such-option",
        "analyze x --state",
        "analyze x --spec",
        "analyze --spec spec.json",
        "analyze x --openapi /no/such/folder/dir",
        "analyze x --trusted-hops -1",
        "analyze x --trusted-hops 33",
        "analyze x --suggest-map y",
        "analyze --suggest-map /no/such/file",
        "analyze x --alerts-per-day -1",
        "analyze x --alerts-per-day NaN",
        "analyze x --threads -1",
        "analyze x --fail-on awful",
        "analyze x --findings /no/such/folder/f.ndjson",
        "analyze x --report a.html --no-report",
        "explain f-1",
        "explain f-1 --findings /no/such/file",
      })
  void senselessCommandLineIsUsage(String line) {
    assertThat(run(line.split(" "))).isEqualTo(2);
    assertThat(out()).isEmpty();
    assertThat(err()).startsWith("warder: ").doesNotContain("\tat ");
  }

  @Test
  void answerFitsAScreenAndTheTerminal() {
    assertThat(run("analyze", "logs", "--no-report")).isZero();
    int linesOnlyIfAskedFor = 3;
    assertThat(out().lines())
        .hasSizeBetween(15, 33 + linesOnlyIfAskedFor)
        .allMatch(line -> line.length() <= 100);
    assertThat(out())
        .contains("CRITICAL")
        .contains("jca_6fQ2kHRimport01")
        .contains("T1651")
        .contains("caught after 14 calls")
        .contains("214 records")
        .contains("no key column in 1 file: principals stand for keys")
        .contains("warder explain f-3c1d90aa");
    assertThat(err()).isEmpty();
  }

  @Test
  void aSuggestedMapIsDataAndWhatItRestsOnIsTalk() throws IOException {
    Path sample = folder.resolve("calls.ndjson");
    Files.writeString(
        sample, "{\"when\":\"2024-06-03T08:00:00Z\",\"verb\":\"GET\",\"uri\":\"/a\"}\n");
    assertThat(run("analyze", "--suggest-map", sample.toString())).isZero();
    assertThat(MappingReader.read("out", out().getBytes(StandardCharsets.UTF_8)).has(Word.METHOD))
        .isTrue();
    assertThat(err()).contains("found    time, method, target").contains("All of it is a guess");
  }

  @Test
  void aSampleWithoutCallsIsNothingReadable() throws IOException {
    Path sample = folder.resolve("notes.txt");
    Files.writeString(sample, "hello\n");
    assertThat(run("analyze", "--suggest-map", sample.toString())).isEqualTo(3);
    assertThat(out()).isEmpty();
  }

  @Test
  void hostileTextNeverReachesTheTerminalRaw() {
    job = (options, progress) -> SampleAnalysis.hostileDay();

    assertThat(run("analyze", "logs", "--no-report")).isZero();
    assertThat(out().codePoints().filter(p -> p != '\n'))
        .noneMatch(p -> Character.isISOControl(p) || Character.getType(p) == Character.FORMAT);
    assertThat(out().lines()).allMatch(line -> line.length() <= 100);
  }

  @Test
  void quietDaySaysWhatItMeansAndWhatNot() {
    job = (options, progress) -> SampleAnalysis.quietDay();

    assertThat(run("analyze", "logs", "--no-report", "--fail-on", "low")).isZero();
    assertThat(out()).contains("Nothing crossed the threshold").contains("no proof");
  }

  @Test
  void whatThisRunReadIsToldFromWhatEarlierRunsKnew() {
    assertThat(run("analyze", "logs", "--no-report")).isZero();
    AnalyzeResult day = SampleAnalysis.eventfulDay();
    String read = String.format(Locale.ROOT, "%,d", day.collected().delivered());
    String known = String.format(Locale.ROOT, "%,d", day.analysis().inventory().activities());
    assertThat(out().lines())
        .anyMatch(line -> line.startsWith("read     " + read + " activit"))
        .anyMatch(line -> line.startsWith("known    " + known + " activit"));
  }

  @Test
  void fileWithoutCallsIsNamedOnOneLineAndIsNoLoss() {
    job = (options, progress) -> SampleAnalysis.dayWithKeysBeside();

    assertThat(run("analyze", "logs", "--no-report")).isZero();
    assertThat(out()).contains("lost     nothing");
    assertThat(out().lines().filter(line -> line.contains("logs/keys.json")))
        .singleElement()
        .satisfies(line -> assertThat(line).startsWith("aside").contains("1 file without calls"));
  }

  @Test
  void failOnMatchesFromItsSeverityOn() {
    assertThat(run("analyze", "logs", "--no-report", "--fail-on", "critical")).isEqualTo(1);
    assertThat(run("analyze", "logs", "--no-report", "--fail-on", "High")).isEqualTo(1);
  }

  @Test
  void nothingReadableIsThreeAndNamesTheFile() {
    job = (options, progress) -> SampleAnalysis.nothingReadable();

    assertThat(run("analyze", "logs", "--no-report")).isEqualTo(3);
    assertThat(err()).contains("notes.txt").contains("unknown format");
    assertThat(out()).isEmpty();
  }

  @Test
  void callersMistakeFoundLateIsUsage() {
    job =
        (options, progress) -> {
          throw new CommandFailure(ErrorCode.INPUT_UNREADABLE, "no such file: \u001b[31mlogs");
        };

    assertThat(run("analyze", "logs", "--no-report")).isEqualTo(2);
    assertThat(err()).contains("no such file: \\u001b[31mlogs");
  }

  @Test
  void faultOfOursIsFourWithACodeAndNoTrace() {
    job =
        (options, progress) -> {
          throw new IllegalStateException("secret detail");
        };

    assertThat(run("analyze", "logs", "--no-report")).isEqualTo(4);
    assertThat(err()).contains("W-BUG-").contains("WARDER_DEBUG=1").doesNotContain("secret detail");
    String code = err();
    assertThat(run("analyze", "logs", "--no-report")).isEqualTo(4);
    assertThat(err()).as("the same fault has the same code").isEqualTo(code);
  }

  @Test
  void jsonPrintsOneDocumentAndWritesNoReport() {
    assertThat(run("analyze", "logs", "--json")).isZero();
    assertThat(out().lines()).hasSize(1);
    assertThat(out()).startsWith("{\"summary\"").contains("\"data_quality\"");
    assertThat(err()).isEmpty();
  }

  @Test
  void filesAskedForAreWritten() throws IOException {
    Path findings = folder.resolve("f.ndjson");
    Path inventory = folder.resolve("i.json");
    Path report = folder.resolve("r.html");

    assertThat(
            run(
                "analyze",
                "logs",
                "--findings",
                "" + findings,
                "--inventory",
                "" + inventory,
                "--report",
                "" + report))
        .isZero();
    assertThat(Files.readAllLines(findings)).hasSize(12);
    assertThat(Files.readString(inventory)).startsWith("{").endsWith("}\n");
    assertThat(Files.readString(report)).startsWith("<!doctype html>");
    assertThat(err()).contains("Report: " + report);
    assertThat(folder).as("nothing half written is left").isDirectoryNotContaining("glob:**.part");
  }

  @Test
  void optionsArriveAsTyped() {
    List<Object> seen = new ArrayList<>();
    job =
        (options, progress) -> {
          seen.addAll(
              List.of(
                  options.inputs(),
                  options.format(),
                  options.keyField(),
                  options.alertsPerDay(),
                  options.threads()));
          return SampleAnalysis.quietDay();
        };

    run(
        "analyze",
        "a",
        "-",
        "--format",
        "ocsf",
        "--key-field",
        "k",
        "--alerts-per-day",
        "0.5",
        "--threads",
        "3",
        "--no-report");

    assertThat(seen).containsExactly(List.of("a", "-"), "ocsf", "k", 0.5, 3);
  }

  @Test
  void explainShowsFacetsOfAFindingAndEveryFindingOfAnIncident() {
    Path findings = folder.resolve("f.ndjson");
    run("analyze", "logs", "--findings", "" + findings, "--no-report");

    assertThat(run("explain", "f-3c1d", "--findings", "" + findings)).isZero();
    assertThat(out())
        .contains("where it comes from")
        .contains("9.8 nats, 8.9 needed")
        .contains("curl 8.5")
        .contains("innocent    The owner moved the job")
        .contains("what if     Had the calls come");
    assertThat(run("explain", "i-6f2e91b7", "--findings", "" + findings)).isZero();
    assertThat(out().lines().filter(l -> l.startsWith("Evidence "))).hasSize(6);
    assertThat(run("explain", "f-", "--findings", "" + findings)).isEqualTo(2);
    assertThat(run("explain", "none", "--findings", "" + findings)).isEqualTo(2);
  }

  @Test
  void explainOfHostileFindingsIsSafe() {
    job = (options, progress) -> SampleAnalysis.hostileDay();
    Path findings = folder.resolve("f.ndjson");
    run("analyze", "logs", "--findings", "" + findings, "--no-report");
    String uid = SampleAnalysis.hostileDay().analysis().incidents().getFirst().uid();

    assertThat(run("explain", uid, "--findings", "" + findings)).isZero();
    assertThat(out().codePoints().filter(p -> p != '\n'))
        .noneMatch(p -> Character.isISOControl(p) || Character.getType(p) == Character.FORMAT);
  }

  private int run(String... arguments) {
    out.reset();
    err.reset();
    Terminal terminal =
        new Terminal(stream(out), stream(err), 100, Terminal.Ink.PLAIN, Terminal.Talk.LOGGED);
    return Main.run(arguments, terminal, job, Faults.SHORT, Map.of());
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  @Test
  void outputNeverOverwritesAnInput() throws IOException {
    Path log = Files.writeString(folder.resolve("precious.log"), "precious");

    assertThat(run("analyze", log.toString(), "--no-report", "--findings", log.toString()))
        .isEqualTo(2);
    assertThat(run("analyze", folder.toString(), "--report", log.toString())).isEqualTo(2);
    assertThat(log).hasContent("precious");
  }
}
