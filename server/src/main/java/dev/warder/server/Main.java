package dev.warder.server;

import dev.warder.server.run.AnalyzeJob;
import dev.warder.server.terminal.Terminal;
import java.util.Map;

/// Where the program starts and ends.
public final class Main {
  private Main() {}

  /// Runs one command and ends the process with its exit code.
  public static void main(String[] arguments) {
    Map<String, String> environment = System.getenv();
    Terminal terminal = Terminal.ofProcess(environment);
    Faults faults =
        environment.getOrDefault("WARDER_DEBUG", "").equals("1") ? Faults.WITH_TRACE : Faults.SHORT;
    int code = run(arguments, terminal, Wiring.analyzeJob(), faults, environment);
    terminal.out().flush();
    terminal.err().flush();
    System.exit(code);
  }

  /// Runs one command in an empty environment.
  static int run(String[] arguments, Terminal terminal, AnalyzeJob job, Faults faults) {
    return run(arguments, terminal, job, faults, Map.of());
  }

  /// Runs one command and returns its exit code.
  static int run(
      String[] arguments,
      Terminal terminal,
      AnalyzeJob job,
      Faults faults,
      Map<String, String> environment) {
    return CommandTree.of(terminal, job, faults, environment).execute(arguments);
  }
}
