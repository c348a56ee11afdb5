package dev.warder.server.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Runs the commands of a document as they stand there, one after another in one shell, and holds
/// what they print against what it says.
///
/// Shape blocks marked `sh`, each with the unmarked block right behind it
final class DocumentWalk {
  private static final String MARK = "---8<---";

  private final Path folder;
  private final List<Step> steps;

  /// Commands, and what they must print.
  private record Step(String commands, String prints) {}

  /// @param folder where the commands run; `./warder` stands there
  DocumentWalk(String document, Path folder) throws IOException {
    this.folder = folder;
    this.steps = steps(Path.of(System.getProperty("warder.root"), "docs", document));
  }

  int steps() {
    return steps.size();
  }

  void walk(ServeProcess serve) throws IOException, InterruptedException {
    String[] printed = run(serve).split(MARK + "\n", -1);
    for (int i = 0; i < steps.size(); i++) {
      assertThat(printed[i].strip())
          .as("%s\n%s", steps.get(i).commands(), serve.talk())
          .isEqualTo(steps.get(i).prints().strip());
    }
  }

  private String run(ServeProcess serve) throws IOException, InterruptedException {
    StringBuilder script = new StringBuilder();
    for (Step step : steps) {
      script.append(step.commands()).append("\necho '").append(MARK).append("'\n");
    }
    Path typed = Files.writeString(folder.resolve("typed.sh"), script);
    Path printed = folder.resolve("printed");
    launcher();
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

  /// The program under test, where a reader of the document has it.
  private void launcher() throws IOException {
    Path launcher = folder.resolve("warder");
    Files.writeString(
        launcher,
        "#!/bin/sh\nexec '"
            + Path.of(System.getProperty("java.home"), "bin", "java")
            + "' -XX:TieredStopAtLevel=1 -cp '"
            + System.getProperty("java.class.path")
            + "' dev.warder.server.Main \"$@\"\n");
    Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwx------"));
  }

  private static List<Step> steps(Path document) throws IOException {
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
