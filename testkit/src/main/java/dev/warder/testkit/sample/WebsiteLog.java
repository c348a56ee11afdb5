package dev.warder.testkit.sample;

import dev.warder.testkit.draw.Draw;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// The access log of the platform's public site and API documentation, in the combined format:
/// visitors without names, crawlers, the usual probes, and the on-call's status page.
final class WebsiteLog {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);
  private static final String SITE = "https://www.directory.example";
  private static final List<String> PAGES =
      List.of(
          "/",
          "/docs/",
          "/pricing",
          "/docs/api/systemusers",
          "/docs/api/systems",
          "/docs/api/commands",
          "/docs/quickstart",
          "/blog/",
          "/docs/api/policies",
          "/integrations",
          "/docs/api/usergroups",
          "/changelog",
          "/docs/api/events",
          "/docs/scim",
          "/security",
          "/docs/terraform",
          "/contact",
          "/docs/rate-limits",
          "/blog/access-requests",
          "/careers",
          "/legal/privacy",
          "/docs/webhooks");
  private static final List<String> ASSETS =
      List.of(
          "/assets/site.4f1c2a.css",
          "/assets/site.90be17.js",
          "/assets/logo.svg",
          "/assets/docs.d0e1f2.js",
          "/assets/inter.woff2",
          "/assets/hero.webp");
  private static final List<String> BROWSERS =
      List.of(
          "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36",
          "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15",
          "Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0",
          "Mozilla/5.0 (iPhone; CPU iPhone OS 26_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Mobile/15E148 Safari/604.1",
          "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0");
  private static final List<Network> HOMES =
      List.of(
          Network.COMCAST,
          Network.CHARTER,
          Network.COX,
          Network.TELEKOM,
          Network.KPN,
          Network.TELENOR,
          Network.ORANGE,
          Network.CENTURYLINK,
          Network.TELEKOM_V6);
  private static final String CRAWLER =
      "Mozilla/5.0 (compatible; Lanternbot/2.1; +https://lantern.example/bot)";

  private final Draw draw;
  private final List<Line> lines = new ArrayList<>();

  WebsiteLog(Draw draw) {
    this.draw = draw;
  }

  String document() {
    for (int day = 0; day < Story.DAYS; day++) {
      long midnight = Story.FIRST_MIDNIGHT + day * Story.DAY_MILLIS;
      starts(58, 6, 24).forEach(start -> reader(midnight + start));
      starts(12, 0, 24).forEach(start -> crawler(midnight + start));
      starts(3, 0, 24).forEach(start -> prober(midnight + start));
      starts(2, 7, 17).forEach(start -> onCall(midnight + start));
    }
    lines.sort(Comparator.comparingLong(Line::timeMillis));
    StringBuilder document = new StringBuilder();
    lines.forEach(line -> document.append(line.text()).append('\n'));
    return document.toString();
  }

  private record Line(long timeMillis, String text) {}

  private List<Long> starts(int perDay, int fromHour, int toHour) {
    return new Rhythm.OfficeHours(perDay, fromHour, toHour).starts(draw);
  }

  private void reader(long startMillis) {
    String address = draw.pick(HOMES).address(draw).text();
    String browser = draw.pick(BROWSERS);
    String referer = draw.perMille(500) ? "https://search.example/" : "-";
    long now = startMillis;
    for (int i = draw.between(1, 4); i > 0; i--) {
      String page = PAGES.get(draw.crowded(PAGES.size(), 2));
      add(now, address, "-", "GET " + page, 200, draw.between(6_000, 42_000), referer, browser);
      referer = SITE + page;
      if (draw.perMille(400)) {
        add(
            now + 90,
            address,
            "-",
            "GET " + draw.pick(ASSETS),
            draw.perMille(300) ? 304 : 200,
            draw.between(2_000, 90_000),
            referer,
            browser);
      }
      now += draw.between(4_000, 120_000);
    }
  }

  private void crawler(long startMillis) {
    String page = draw.perMille(200) ? "/robots.txt" : draw.pick(PAGES);
    add(
        startMillis,
        Network.GOOGLE_CLOUD.address(draw).text(),
        "-",
        "GET " + page,
        200,
        draw.between(200, 42_000),
        "-",
        CRAWLER);
  }

  private void prober(long startMillis) {
    String address = Network.DIGITALOCEAN.address(draw).text();
    long now = startMillis;
    for (String path : List.of("/wp-login.php", "/.env", "/.git/config", "/admin/")) {
      add(now, address, "-", "GET " + path, 404, 548, "-", "Mozilla/5.0 zgrab/0.x");
      now += draw.between(200, 900);
    }
  }

  private void onCall(long startMillis) {
    String address = Network.TELEKOM.address(draw).text();
    add(startMillis, address, "-", "GET /internal/status", 401, 188, "-", BROWSERS.get(2));
    add(
        startMillis + 6_000,
        address,
        "oncall",
        "GET /internal/status",
        200,
        4_210,
        "-",
        BROWSERS.get(2));
  }

  private void add(
      long timeMillis,
      String address,
      String user,
      String request,
      int status,
      int bytes,
      String referer,
      String userAgent) {
    String time = TIME.format(Instant.ofEpochMilli(timeMillis));
    lines.add(
        new Line(
            timeMillis,
            address
                + " - "
                + user
                + " ["
                + time
                + "] \""
                + request
                + " HTTP/1.1\" "
                + status
                + ' '
                + (status == 304 ? "0" : Integer.toString(bytes))
                + " \""
                + referer
                + "\" \""
                + userAgent
                + '"'));
  }
}
