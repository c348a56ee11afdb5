package dev.warder.server.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.collect.CollectReport;
import dev.warder.collect.FileReport;
import dev.warder.collect.FileReport.Status;
import dev.warder.collect.Skip;
import dev.warder.collect.SkipReason;
import dev.warder.server.run.Check;
import dev.warder.server.run.Checkup;
import dev.warder.server.sample.Hostile;
import dev.warder.server.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class DoctorCommandTest {
  private static final Check GOOD = Check.ok("java", "25 at /opt/jdk");
  private static final Check POOR = Check.warn("temp", "/tmp, 3.1 MB free", "Choose another.");
  private static final Check BROKEN = Check.fail("zstd", "does not unpack", "Unpack beforehand.");

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  private int run(Checkup checkup, String... arguments) {
    PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
    Terminal terminal = new Terminal(stream, stream, 80, Terminal.Ink.PLAIN, Terminal.Talk.LOGGED);
    return new CommandLine(new DoctorCommand(terminal, (inputs, format) -> checkup, Map.of()))
        .setExecutionExceptionHandler((failure, command, parsed) -> 77)
        .execute(arguments);
  }

  private static CollectReport read(long delivered) {
    FileReport good =
        new FileReport("a.log", "combined", "gzip", Status.READ, "", 9, delivered, Map.of());
    FileReport bad =
        new FileReport(
            "b.json",
            "cloudtrail",
            "plain",
            Status.READ,
            "",
            9,
            0,
            Map.of(SkipReason.NOT_JSON, 2L));
    Skip skip = new Skip("b.json", 7, 120, SkipReason.NOT_JSON, "a number");
    return new CollectReport(List.of(good, bad), delivered, 2, 1, 0, 18, List.of(skip));
  }

  @Test
  void soundInstallationIsDone() {
    assertThat(run(new Checkup(List.of(GOOD), null))).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("ok   java        25 at /opt/jdk")
        .contains("Everything is as it should be.");
  }

  @Test
  void whatCouldBeBetterIsSaidWithWhatToDoAndIsNoFailure() {
    assertThat(run(new Checkup(List.of(GOOD, POOR), null))).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("warn temp")
        .contains("→ Choose another.")
        .contains("Nothing is broken; 1 thing could be better.");
  }

  @Test
  void whatIsBrokenIsAFailureForScripts() {
    assertThat(run(new Checkup(List.of(POOR, BROKEN), null))).isEqualTo(1);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("fail zstd")
        .contains("1 check failed");
  }

  @Test
  void eachFileTellsFormatCountsAndFirstPlaces() {
    assertThat(run(new Checkup(List.of(GOOD), read(5)), "logs")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("ok   a.log")
        .contains("combined, gzip, read: 5 activities")
        .contains("warn b.json")
        .contains("2 skipped, not valid JSON: line 7 (a number)");
  }

  @Test
  void nothingReadIsNotDone() {
    assertThat(run(new Checkup(List.of(GOOD), read(0)), "logs")).isEqualTo(77);
  }

  @Test
  void jsonHoldsChecksAndFiles() {
    assertThat(run(new Checkup(List.of(POOR), read(5)), "logs", "--json")).isZero();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("{\"name\":\"temp\",\"state\":\"warn\"")
        .contains("\"advice\":\"Choose another.\"")
        .contains("\"skipped_by_reason\":{\"not_json\":2}");
  }

  @Test
  void hostileTextNeverReachesTheTerminalRaw() {
    run(Hostile.poison(new Checkup(List.of(POOR, BROKEN), read(5))), "logs");
    String text = out.toString(StandardCharsets.UTF_8);
    assertThat(text.codePoints().filter(p -> p != '\n'))
        .noneMatch(p -> Character.isISOControl(p) || Character.getType(p) == Character.FORMAT);
    assertThat(text.lines()).allMatch(line -> line.length() <= 80);
  }
}
