package dev.warder.server.keys;

import dev.warder.api.json.JsonText;
import dev.warder.keys.foreign.Layout;
import dev.warder.model.ErrorCode;
import dev.warder.server.keys.ImportPieces.Line;
import dev.warder.server.run.CommandFailure;
import dev.warder.server.run.ExitCode;
import dev.warder.server.terminal.ProgressPrinter;
import dev.warder.server.terminal.Terminal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `warder keys import`: keys that another system issued, as hashes, some thousand lines at a time.
///
/// Guarantees what is cut off in the middle has taken in the lines before; the same command again
/// takes in the rest
@Command(
    name = "import",
    description =
        "Take in keys of another system by their hashes; docs/import.md walks through it.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:every line came in, or was in before",
      "1:some lines were refused",
      "3:nothing in the file could be read"
    })
final class ImportCommand extends RemoteCommand {
  private static final String STANDARD_INPUT = "-";

  @Option(
      names = "--format",
      paramLabel = "FILE",
      required = true,
      description = "Describes how the values look and were hashed, in YAML.")
  private Path format = Path.of("");

  @Option(names = "--dry-run", description = "Only tell what would become of the lines.")
  private boolean dryRun;

  @Parameters(
      paramLabel = "FILE",
      description = "Lines of NDJSON, or of CSV if the name ends so; - for standard input.")
  private String input = "";

  ImportCommand(Terminal terminal, Map<String, String> environment) {
    super(terminal, environment);
  }

  @Override
  int run(Client client) {
    ImportFormatFile described = ImportFormatFile.read(format);
    Layout layout = input.toLowerCase(Locale.ROOT).endsWith(".csv") ? Layout.CSV : Layout.NDJSON;
    ImportTally tally = new ImportTally();
    try (ProgressPrinter progress = terminal().progress();
        InputStream in =
            input.equals(STANDARD_INPUT) ? System.in : Files.newInputStream(Path.of(input))) {
      long whole = input.equals(STANDARD_INPUT) ? 0 : Files.size(Path.of(input));
      progress.phase("importing");
      long[] read = new long[1];
      ImportPieces pieces = new ImportPieces(in, layout, tally::refuse, bytes -> read[0] = bytes);
      for (List<Line> piece = pieces.next(); !piece.isEmpty(); piece = pieces.next()) {
        send(client, described, layout, piece, tally);
        progress.step(read[0], whole, pieces.lines());
      }
    } catch (IOException e) {
      throw new CommandFailure(ErrorCode.INPUT_UNREADABLE, "cannot read " + input, e);
    }
    return told(tally);
  }

  private void send(
      Client client,
      ImportFormatFile described,
      Layout layout,
      List<Line> piece,
      ImportTally tally) {
    String body =
        JsonText.text(json -> {
          json.writeStartObject();
          described.write(json);
          json.writeStringProperty("layout", layout.name().toLowerCase(Locale.ROOT));
          json.writeBooleanProperty("dry_run", dryRun);
          json.writeArrayPropertyStart("lines");
          piece.forEach(line -> json.writeString(line.text()));
          json.writeEndArray();
          json.writeEndObject();
        });
    try {
      tally.add(client.post("/v1/imports", body).body(), piece);
    } catch (CommandFailure e) {
      throw new CommandFailure(
          e.code(),
          e.getMessage()
              + " It stopped at line "
              + piece.getLast().number()
              + " or before; once that is mended, run the same command again: what came in stays as"
              + " it is",
          e);
    }
  }

  private int told(ImportTally tally) {
    if (asJson()) {
      terminal()
          .out()
          .println(
              JsonText.text(json -> {
                json.writeStartObject();
                json.writeBooleanProperty("dry_run", dryRun);
                tally.write(json);
                json.writeEndObject();
              }));
    } else {
      tally.tell(terminal(), dryRun ? "would be taken in" : "taken in");
    }
    if (tally.isUnreadable()) {
      throw new CommandFailure(
          ErrorCode.NOTHING_READABLE,
          "nothing in "
              + input
              + " could be read: one flat JSON object on each line is wanted, or"
              + " CSV in a file whose name ends with .csv");
    }
    return tally.refused() > 0 ? ExitCode.MATCHED : ExitCode.DONE;
  }
}
