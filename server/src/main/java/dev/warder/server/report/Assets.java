package dev.warder.server.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The style and the scripts that a report carries, and the policy that allows just these.
///
/// Guarantees a browser that honours Content-Security-Policy runs no other script, applies no other
/// style, and loads nothing: text that got past every escape would still be dead.
///
/// @param style the style sheet
/// @param charts Apache ECharts, the build with scatter, bars and marks
/// @param behaviour sorting, searching, theme, and what feeds the charts
record Assets(String style, String charts, String behaviour) {
  private static final String ECHARTS =
      "/META-INF/resources/_static/echarts/6.0.0/dist/echarts.common.min.js";

  static Assets load() {
    return new Assets(resource("report.css"), resource(ECHARTS), resource("report.js"));
  }

  /// Value of the policy's meta element.
  String policy() {
    String scripts =
        Stream.of(charts, behaviour).map(Assets::hash).collect(Collectors.joining(" "));
    return "default-src 'none'; img-src data:; base-uri 'none'; form-action 'none'; style-src "
        + hash(style)
        + "; script-src "
        + scripts;
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static String resource(String name) {
    try (InputStream in = Assets.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("missing from the build: " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
    } catch (IOException e) {
      throw new UncheckedIOException("unreadable in the build: " + name, e);
    }
  }
}
