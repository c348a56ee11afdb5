package dev.warder.server.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `docs/serve.md` is true: its commands are run as they stand there, one after another in one
/// shell, and print what it says.
class ServeDocumentIT {
  private static final String MARK = "---8<---";

  @TempDir private Path folder;

  /// Commands, and what they must print.
  private record Step(String commands, String prints) {}

  @Test
  void theLifeOfAKeyIsWalkedByCurlAsTyped() throws Exception {
    List<Step> steps = steps();
    assertThat(steps).hasSizeGreaterThan(8);
    try (ServeProcess serve = ServeProcess.start(folder.resolve("data"))) {
      String[] printed = run(serve, steps).split(MARK + "\n", -1);
      for (int i = 0; i < steps.size(); i++) {
        assertThat(printed[i].strip())
            .as("%s\n%s", steps.get(i).commands(), serve.talk())
            .isEqualTo(steps.get(i).prints().strip());
      }
    }
  }

  private String run(ServeProcess serve, List<Step> steps)
      throws IOException, InterruptedException {
    StringBuilder script = new StringBuilder();
    for (Step step : steps) {
      script.append(step.commands()).append("\necho '").append(MARK).append("'\n");
    }
    Path typed = Files.writeString(folder.resolve("typed.sh"), script);
    Path printed = folder.resolve("printed");
    ProcessBuilder shell =
        new ProcessBuilder("bash", typed.toString())
            .directory(folder.toFile())
            .redirectOutput(printed.toFile())
            .redirectErrorStream(true);
    shell.environment().put("WARDER", serve.url());
    shell.environment().put("ADMIN", serve.credential());
    assertThat(shell.start().waitFor(120, TimeUnit.SECONDS)).isTrue();
    return Files.readString(printed, StandardCharsets.UTF_8);
  }

  /// Blocks marked `sh`, each with the unmarked block right behind it.
  private static List<Step> steps() throws IOException {
    Path document = Path.of(System.getProperty("warder.root"), "docs", "serve.md");
    List<Step> steps = new ArrayList<>();
    StringBuilder commands = new StringBuilder();
    StringBuilder prints = new StringBuilder();
    String in = "";
    for (String line : Files.readAllLines(document)) {
      if (line.startsWith("```")) {
        if (in.isEmpty()) {
          in = line.equals("```") ? "out" : line.substring(3);
        } else {
          if (in.equals("out")) {
            steps.add(new Step(commands.toString(), prints.toString()));
            commands.setLength(0);
            prints.setLength(0);
          }
          in = "";
        }
      } else if (in.equals("sh")) {
        commands.append(line).append('\n');
      } else if (in.equals("out")) {
        prints.append(line).append('\n');
      }
    }
    return steps;
  }
}
