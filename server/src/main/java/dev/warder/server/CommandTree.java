package dev.warder.server;

import dev.warder.server.analyze.AnalyzeCommand;
import dev.warder.server.backup.BackupCommand;
import dev.warder.server.backup.RestoreCommand;
import dev.warder.server.config.ConfigCommand;
import dev.warder.server.demo.DemoCommand;
import dev.warder.server.doctor.DoctorCommand;
import dev.warder.server.explain.ExplainCommand;
import dev.warder.server.journal.JournalCommand;
import dev.warder.server.keys.CloseIncidentCommand;
import dev.warder.server.keys.ExplainVerdictCommand;
import dev.warder.server.keys.IncidentsCommand;
import dev.warder.server.keys.KeysCommand;
import dev.warder.server.run.AnalyzeJob;
import dev.warder.server.serve.ServeCommand;
import dev.warder.server.terminal.Terminal;
import dev.warder.server.webhook.TestWebhookCommand;
import dev.warder.server.webhook.WebhooksCommand;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/// The commands, and what they share: where they print and how they end.
final class CommandTree {
  private CommandTree() {}

  static CommandLine of(
      Terminal terminal, AnalyzeJob job, Faults faults, Map<String, String> environment) {
    CommandLine root = new CommandLine(new WarderCommand(terminal));
    root.addSubcommand(new AnalyzeCommand(terminal, job));
    root.addSubcommand(new ExplainCommand(terminal));
    root.addSubcommand(new DoctorCommand(terminal, new Examination(), environment));
    root.addSubcommand(new ServeCommand(terminal, environment));
    root.addSubcommand(new DemoCommand(terminal));
    root.addSubcommand(KeysCommand.of(terminal, environment));
    root.addSubcommand(new ExplainVerdictCommand(terminal, environment));
    root.addSubcommand(
        new CommandLine(new IncidentsCommand(terminal, environment))
            .addSubcommand(new CloseIncidentCommand(terminal, environment)));
    root.addSubcommand(
        new CommandLine(new WebhooksCommand(terminal, environment))
            .addSubcommand(new TestWebhookCommand(terminal, environment)));
    root.addSubcommand(new BackupCommand(terminal));
    root.addSubcommand(new RestoreCommand(terminal));
    root.addSubcommand(
        new CommandLine(new ConfigCommand(terminal))
            .addSubcommand(new ConfigCommand.Explain(terminal, environment)));
    root.addSubcommand(JournalCommand.tree(terminal, environment));
    root.addSubcommand(new CommandLine.HelpCommand());
    root.getSubcommands()
        .values()
        .forEach(c -> c.getCommandSpec().versionProvider(new WarderCommand.Version()));
    root.setCaseInsensitiveEnumValuesAllowed(true);
    root.setOut(writer(terminal.out()));
    root.setErr(writer(terminal.err()));
    root.setUsageHelpWidth(Math.clamp(terminal.columns(), 80, 120));
    boolean colour = terminal.ink() == Terminal.Ink.COLOUR;
    root.setColorScheme(CommandLine.Help.defaultColorScheme(colour ? Ansi.ON : Ansi.OFF));
    root.setParameterExceptionHandler(new UsageErrors(terminal));
    root.setExecutionExceptionHandler(
        (failure, command, parsed) -> faults.report(failure, terminal.err()));
    return root;
  }

  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(stream, true, StandardCharsets.UTF_8);
  }
}
