package dev.warder.server.analyze;

import java.nio.file.Path;
import java.util.List;
import java.util.Stack;
import picocli.CommandLine.IParameterConsumer;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/// Takes the files behind `--spec`: all up to the next option if the logs were named before, else
/// one, since the logs are still to come.
final class SpecFiles implements IParameterConsumer {
  @Override
  @SuppressWarnings("JdkObsolete") // the library hands over a Stack
  public void consumeParameters(Stack<String> arguments, ArgSpec option, CommandSpec command) {
    if (arguments.isEmpty() || isOption(arguments.peek())) {
      throw new ParameterException(command.commandLine(), "--spec needs a file");
    }
    List<Path> files = option.getValue();
    files.add(Path.of(arguments.pop()));
    boolean logsNamed =
        command.positionalParameters().stream()
            .anyMatch(p -> p.getValue() instanceof List<?> paths && !paths.isEmpty());
    while (logsNamed && !arguments.isEmpty() && !isOption(arguments.peek())) {
      files.add(Path.of(arguments.pop()));
    }
  }

  private static boolean isOption(String argument) {
    return argument.length() > 1 && argument.startsWith("-");
  }
}
