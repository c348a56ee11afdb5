package dev.warder.testkit.traffic;

import dev.warder.testkit.draw.Draw;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

/// Fourteen days of a busy site's combined access log, as many lines as wanted: some 20,000
/// addresses and 5,000 paths, a few of which are asked for most; people, crawlers, scripts.
public final class AccessLogMix {
  public static final long SEED = 7;

  private static final int ADDRESSES = 20_000;
  private static final int PATHS = 5_000;
  private static final long SPAN_SECONDS = 14L * 86_400;
  private static final int SECONDS_PER_DAY = 86_400;
  private static final Piece MONTH = Piece.of("/Sep/2026:");
  private static final Piece NO_USER = Piece.of(" - - [");
  private static final Piece USER = Piece.of(" - deploy [");
  private static final Piece ZONE = Piece.of(" +0000] \"");
  private static final Piece PROTOCOL = Piece.of(" HTTP/1.1\" ");
  private static final Piece REFERER = Piece.of(" \"https://www.mix.example");
  private static final Piece NO_REFERER = Piece.of(" \"-\" \"");
  private static final Piece BETWEEN = Piece.of("\" \"");
  private static final int[] FAILURES = {404, 404, 404, 404, 404, 403, 401, 500, 502, 400};
  private static final List<String> SECTIONS =
      List.of(
          "docs",
          "blog",
          "products",
          "help",
          "community",
          "downloads",
          "events",
          "static/img",
          "static/js",
          "static/css",
          "api/v1/items",
          "api/v1/search");
  private static final List<String> WORDS =
      List.of(
          "getting-started",
          "release-notes",
          "reference",
          "overview",
          "install",
          "pricing",
          "security",
          "migration",
          "webhooks",
          "limits",
          "network",
          "storage",
          "compute",
          "tutorial");

  private final Draw draw;
  private final long lines;
  private final List<Piece> addresses = new ArrayList<>();
  private final List<Piece> requests = new ArrayList<>();
  private final List<Piece> referers = new ArrayList<>();
  private final List<Piece> agents = new ArrayList<>();

  public AccessLogMix(long seed, long lines) {
    this.draw = new Draw(seed);
    this.lines = lines;
    Draw people = draw.fork("people");
    for (int i = 0; i < ADDRESSES; i++) {
      addresses.add(Piece.of(Population.address(people)));
    }
    for (int i = 0; i < PATHS; i++) {
      String path = path(people, i);
      requests.add(Piece.of((i % 40 == 39 ? "POST " : "GET ") + path));
      referers.add(Piece.of(path));
    }
    for (int version = 110; version < 145; version++) {
      agents.addAll(browsers(version));
    }
  }

  /// Writes all lines; may be called once.
  public void writeTo(OutputStream out) throws IOException {
    LineBuffer line = new LineBuffer(out);
    double gapSeconds = (double) SPAN_SECONDS / lines;
    for (long n = 0; n < lines; n++) {
      line.put(addresses.get(draw.crowded(ADDRESSES, 3)));
      line.put(draw.perMille(4) ? USER : NO_USER);
      putTime(line, (long) (n * gapSeconds));
      putRequest(line);
      line.endLine();
    }
    line.drain();
  }

  private static void putTime(LineBuffer line, long second) {
    int inDay = (int) (second % SECONDS_PER_DAY);
    line.putTwoDigits(1 + (int) (second / SECONDS_PER_DAY)).put(MONTH);
    line.putTwoDigits(inDay / 3_600).put(':').putTwoDigits(inDay / 60 % 60).put(':');
    line.putTwoDigits(inDay % 60).put(ZONE);
  }

  private void putRequest(LineBuffer line) {
    line.put(requests.get(draw.crowded(PATHS, 3))).put(PROTOCOL);
    boolean failed = draw.perMille(50);
    line.put(failed ? FAILURES[draw.below(FAILURES.length)] : draw.perMille(60) ? 304 : 200);
    line.put(' ').put(failed ? 548 : draw.between(300, 90_000));
    if (draw.perMille(550)) {
      line.put(REFERER).put(referers.get(draw.crowded(PATHS, 4))).put(BETWEEN);
    } else {
      line.put(NO_REFERER);
    }
    line.put(agents.get(draw.crowded(agents.size(), 2))).put('"');
  }

  private static String path(Draw draw, int number) {
    String page = draw.pick(WORDS) + '-' + number;
    return '/' + draw.pick(SECTIONS) + '/' + page + (draw.perMille(150) ? "?page=2" : "");
  }

  private static List<Piece> browsers(int version) {
    String chrome = " AppleWebKit/537.36 (KHTML, like Gecko) Chrome/" + version + ".0.0.0";
    return List.of(
        Piece.of("Mozilla/5.0 (Windows NT 10.0; Win64; x64)" + chrome + " Safari/537.36"),
        Piece.of("Mozilla/5.0 (Linux; Android 10; K)" + chrome + " Mobile Safari/537.36"),
        Piece.of(
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64)"
                + chrome
                + " Safari/537.36 Edg/"
                + version
                + ".0.0.0"),
        Piece.of(
            "Mozilla/5.0 (X11; Linux x86_64; rv:"
                + version
                + ".0) Gecko/20100101 Firefox/"
                + version
                + ".0"),
        Piece.of("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)" + chrome + " Safari/537.36"),
        Piece.of(
            "Mozilla/5.0 (compatible; Lanternbot/2."
                + version % 10
                + "; +https://lantern.example/bot)"),
        Piece.of("sitecheck/1." + version),
        Piece.of("feedreader/4." + version + " (+https://feeds.example/)"));
  }
}
