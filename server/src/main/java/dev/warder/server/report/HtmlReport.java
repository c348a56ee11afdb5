package dev.warder.server.report;

import dev.warder.server.run.AnalyzeResult;
import gg.jte.TemplateOutput;
import gg.jte.html.HtmlInterceptor;
import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.WriterOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// The report as one HTML file.
///
/// Guarantees loads nothing from anywhere; text of the logs is made visible and then escaped for
/// its place by the template engine. Does not guarantee secrecy: it names keys, people and
/// addresses, as the logs do.
///
/// Bounds at most [Capped#ROWS] rows per table; what is left out is counted and named
public final class HtmlReport {
  private HtmlReport() {}

  /// Writes the page; the caller closes the stream.
  public static void write(AnalyzeResult result, OutputStream out) {
    Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
    OwaspHtmlTemplateOutput output = new OwaspHtmlTemplateOutput(new WriterOutput(writer));
    JtereportGenerated.render(output, new NoInterceptor(), ReportPage.of(result));
    try {
      writer.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the report", e);
    }
  }

  /// Templates may have their form elements completed on the way; this page has none to complete.
  private static final class NoInterceptor implements HtmlInterceptor {
    @Override
    public void onHtmlTagOpened(
        String tag, Map<String, Object> attributes, TemplateOutput output) {}

    @Override
    public void onHtmlTagClosed(String tag, TemplateOutput output) {}
  }
}
