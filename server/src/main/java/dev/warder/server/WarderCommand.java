package dev.warder.server;

import dev.warder.server.terminal.Paint;
import dev.warder.server.terminal.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/// `warder` alone: what this is and how to begin.
@Command(
    name = "warder",
    description = "Keeps stolen API keys from doing harm.",
    mixinStandardHelpOptions = true,
    versionProvider = WarderCommand.Version.class,
    synopsisSubcommandLabel = "COMMAND",
    footerHeading = "%nExamples:%n",
    footer = {
      "  warder analyze access.log",
      "  warder analyze logs/ --fail-on high --json",
      "  warder explain UID --findings findings.ndjson"
    })
final class WarderCommand implements Runnable {
  private final Terminal terminal;

  WarderCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public void run() {
    Paint paint = terminal.paint();
    terminal
        .out()
        .print(
            """
            %s keeps stolen API keys from doing harm.
            It reads the logs of an API, learns how each key is used and by whom, and tells theft
            from change, within as many alerts a day as you allow; and it issues keys that do little
            and can be taken back. Nothing leaves this machine but what you have sent (webhooks).

            %s
              warder analyze access.log                          what happened, on the screen and as a page
              warder analyze logs/ --findings findings.ndjson    the findings as OCSF, one per line
              warder explain UID --findings findings.ndjson      why one finding was made, facet by facet
              warder serve                                       give verdicts about API keys, and keep the keys
              warder demo                                        a theft, and what becomes of it, before your eyes

            %s
              analyze   find stolen keys in logs, with an inventory of APIs, keys and their consumers
              explain   show what a finding rests on, and what would have kept it silent
              serve     mint, verify and take back API keys, over HTTP and gRPC
              keys      do that from here: mint, list, show, change, rotate, revoke, invalidate
              config    what can be configured, and what is in effect
              demo      play a theft against a platform of its own, and measure what was promised
              doctor    check the installation, and what each reader sees in your logs
              journal   verify the record of what was seen and done, and export it
              help      'warder COMMAND --help' lists options, examples and exit codes

            Reads plain, gzip or zstd; files, directories, or - for standard input. The format of each
            file is found by its content.
            """
                .formatted(paint.bold("Warder"), paint.bold("Begin"), paint.bold("Commands")));
  }

  /// The version in the jar's manifest.
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = WarderCommand.class.getPackage().getImplementationVersion();
      return new String[] {
        "warder " + (version == null ? "(built from source)" : version),
        "java " + Runtime.version(),
      };
    }
  }
}
