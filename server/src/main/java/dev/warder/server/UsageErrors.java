package dev.warder.server;

import dev.warder.server.run.ExitCode;
import dev.warder.server.terminal.Terminal;
import dev.warder.server.text.Visible;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// Says what is wrong with a command line in two lines; a whole help page would hide it.
final class UsageErrors implements IParameterExceptionHandler {
  private final Terminal terminal;

  UsageErrors(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public int handleParseException(ParameterException failure, String[] arguments) {
    CommandLine command = failure.getCommandLine();
    terminal.err().println("warder: " + Visible.text(String.valueOf(failure.getMessage())));
    UnmatchedArgumentException.printSuggestions(failure, command.getErr());
    terminal.err().println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
    return ExitCode.USAGE;
  }
}
