package dev.warder.server.terminal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// Where a command prints: data to one stream, talk to the other.
///
/// @param out standard output, for data
/// @param err standard error, for progress, notes and errors
/// @param columns width to print for
/// @param ink whether [#out] shows colours
/// @param talk whether somebody watches [#err]
public record Terminal(PrintStream out, PrintStream err, int columns, Ink ink, Talk talk) {
  private static final int DEFAULT_COLUMNS = 100;
  private static final int NARROWEST = 60;
  private static final int WIDEST = 160;

  public Terminal {
    columns = Math.clamp(columns, NARROWEST, WIDEST);
  }

  /// The terminal of this process. The launcher knows which streams are terminals and tells by
  /// system property; without it there is no colour and no progress.
  public static Terminal ofProcess(Map<String, String> environment) {
    boolean colour =
        Boolean.getBoolean("warder.stdout.tty")
            && environment.getOrDefault("NO_COLOR", "").isEmpty()
            && !environment.getOrDefault("TERM", "").equals("dumb");
    return new Terminal(
        stream(FileDescriptor.out),
        stream(FileDescriptor.err),
        columns(environment.getOrDefault("COLUMNS", System.getProperty("warder.columns", ""))),
        colour ? Ink.COLOUR : Ink.PLAIN,
        Boolean.getBoolean("warder.stderr.tty") ? Talk.LIVE : Talk.LOGGED);
  }

  public Paint paint() {
    return new Paint(ink);
  }

  /// A printer of progress, silent where nobody watches.
  public ProgressPrinter progress() {
    return talk == Talk.LIVE
        ? ProgressPrinter.live(err, columns, System::nanoTime)
        : ProgressPrinter.silent();
  }

  private static int columns(String text) {
    return text.matches("[1-9][0-9]{0,4}") ? Integer.parseInt(text) : DEFAULT_COLUMNS;
  }

  /// UTF-8 whatever the locale says: the frames and arrows are not ASCII, and a log reader in the C
  /// locale would otherwise see question marks.
  private static PrintStream stream(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }

  /// Whether colours are shown.
  public enum Ink {
    PLAIN,
    COLOUR
  }

  /// Whether the stream for talk is watched.
  public enum Talk {
    /// Goes to a file or a pipe.
    LOGGED,
    /// Somebody is looking.
    LIVE
  }
}
