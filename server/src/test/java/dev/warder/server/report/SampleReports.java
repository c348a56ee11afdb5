package dev.warder.server.report;

import dev.warder.server.run.AnalyzeResult;
import dev.warder.server.sample.SampleAnalysis;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// Reports of the sample days as files below `target`, to test in a browser and to look at.
enum SampleReports {
  EVENTFUL,
  QUIET,
  HOSTILE;

  Path write() throws IOException {
    Path folder = Files.createDirectories(Path.of("target", "sample-reports"));
    Path file = folder.resolve(name().toLowerCase(java.util.Locale.ROOT) + ".html");
    try (OutputStream out = Files.newOutputStream(file)) {
      HtmlReport.write(result(), out);
    }
    return file.toAbsolutePath();
  }

  private AnalyzeResult result() {
    return switch (this) {
      case EVENTFUL -> SampleAnalysis.eventfulDay();
      case QUIET -> SampleAnalysis.quietDay();
      case HOSTILE -> SampleAnalysis.hostileDay();
    };
  }
}
