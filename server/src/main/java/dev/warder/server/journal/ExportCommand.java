package dev.warder.server.journal;

import dev.warder.model.ErrorCode;
import dev.warder.model.Times;
import dev.warder.server.run.CommandFailure;
import dev.warder.server.run.ExitCode;
import dev.warder.server.terminal.Terminal;
import dev.warder.store.journal.Entry;
import dev.warder.store.journal.EntryKind;
import dev.warder.store.journal.JournalException;
import dev.warder.store.journal.JournalReader;
import dev.warder.store.journal.Query;
import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Hands out what a journal holds.
@Command(
    name = "export",
    description =
        "Export entries: activities as OCSF API Activity, which 'warder analyze' reads, others as"
            + " JSON in an envelope. Works beside the running server, and on copies.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:the journal is damaged; everything before the damage was exported",
      "2:the command line makes no sense, or a file cannot be used",
      "3:there is no journal to read"
    })
final class ExportCommand implements Callable<Integer> {
  private static final int BUFFER_BYTES = 1 << 16;

  /// How often it is looked whether anybody still reads standard output.
  private static final int CHECK_EVERY = 4_096;

  private final Terminal terminal;

  @Parameters(
      paramLabel = "DIR",
      description = "Data folder, or folder of one journal, or of a copy of either.")
  private @Nullable Path folder;

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = "Earliest time: 2026-10-05 or RFC 3339.")
  private String from = "";

  @Option(
      names = "--to",
      paramLabel = "TIME",
      description = "Time before which entries are wanted.")
  private String to = "";

  @Option(
      names = "--kind",
      paramLabel = "KIND",
      split = ",",
      description = "Kinds wanted: ${COMPLETION-CANDIDATES}; all if none is given.")
  private List<EntryKind> kinds = List.of();

  @Option(names = "--tenant", paramLabel = "UID", description = "Entries of one tenant.")
  private String tenant = "";

  @Option(names = "--credential", paramLabel = "UID", description = "Entries of one key.")
  private String credential = "";

  @Option(
      names = "--format",
      paramLabel = "NAME",
      defaultValue = "ndjson",
      description = "ndjson or parquet.")
  private String format = "ndjson";

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "Where to; standard output for ndjson if not given.")
  private @Nullable Path output;

  @Option(
      names = "--master-key",
      paramLabel = "FILE",
      description = "Key that opens what is personal, if it is not in the journal's folder.")
  private @Nullable Path masterKey;

  ExportCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() {
    Path named = folder;
    if (named == null) {
      throw new IllegalStateException("DIR is required and absent");
    }
    List<Place> places = Place.in(named);
    Query query =
        Query.EVERYTHING
            .between(micros(from, Long.MIN_VALUE), micros(to, Long.MAX_VALUE))
            .of(kinds.toArray(new EntryKind[0]))
            .of(Query.Text.TENANT, tenant)
            .of(Query.Text.CREDENTIAL, credential);
    try {
      Map<Place, JournalReader> readers = new LinkedHashMap<>();
      for (Place place : places) {
        readers.put(place, JournalReader.open(place.folder(), Journals.master(place, masterKey)));
      }
      try (Export export = open()) {
        for (Map.Entry<Place, JournalReader> reader : readers.entrySet()) {
          String name = reader.getKey().name();
          reader.getValue().search(query, (number, entry) -> hand(export, name, number, entry));
        }
      }
    } catch (JournalException e) {
      throw Journals.failure(e);
    } catch (IOException | UncheckedIOException e) {
      throw new CommandFailure(
          ErrorCode.OUTPUT_UNWRITABLE, "the export cannot be written: " + e.getMessage(), e);
    }
    return ExitCode.DONE;
  }

  /// Hands one entry out; says whether anybody still reads.
  private boolean hand(Export export, String journal, long number, Entry entry) {
    try {
      export.take(journal, number, entry);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return number % CHECK_EVERY != 0 || !terminal.out().checkError();
  }

  private Export open() throws IOException {
    Path file = output;
    if (format.equals("parquet")) {
      if (file == null) {
        throw new CommandFailure(ErrorCode.USAGE, "--format parquet needs --output FILE");
      }
      return ParquetExport.to(file);
    }
    if (!format.equals("ndjson")) {
      throw new CommandFailure(
          ErrorCode.USAGE, "--format is ndjson or parquet, not '" + format + "'");
    }
    OutputStream to = file == null ? new Uncloseable(terminal.out()) : Files.newOutputStream(file);
    return new NdjsonExport(new BufferedOutputStream(to, BUFFER_BYTES));
  }

  /// Standard output, which is not this command's to close.
  private static final class Uncloseable extends FilterOutputStream {
    Uncloseable(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      out.write(bytes, from, length);
    }

    @Override
    public void close() throws IOException {
      flush();
    }
  }

  private static long micros(String text, long otherwise) {
    if (text.isEmpty()) {
      return otherwise;
    }
    try {
      Instant instant =
          text.length() == 10
              ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
              : Instant.parse(text);
      return Times.micros(instant);
    } catch (DateTimeException | ArithmeticException e) {
      throw new CommandFailure(
          ErrorCode.USAGE,
          "'" + text + "' is no time: write 2026-10-05 or 2026-10-05T08:00:00Z",
          e);
    }
  }
}
