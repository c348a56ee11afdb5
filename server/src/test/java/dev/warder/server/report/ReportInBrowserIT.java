package dev.warder.server.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.warder.server.InstalledBrowser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The report in a real browser: it is silent, loads nothing, and its tables and charts work.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReportInBrowserIT {
  private InstalledBrowser installed;
  private Browser browser;

  @BeforeAll
  void start() {
    installed = InstalledBrowser.start("the report");
    browser = installed.browser();
  }

  @AfterAll
  void stop() {
    if (installed != null) {
      installed.close();
    }
  }

  @ParameterizedTest
  @EnumSource
  void opensSilentlyAndLoadsNothing(SampleReports report) throws IOException {
    List<String> told = new ArrayList<>();
    List<String> loaded = new ArrayList<>();
    try (BrowserContext context = browser.newContext()) {
      Page page = context.newPage();
      page.onConsoleMessage(m -> told.add(m.type() + ": " + m.text()));
      page.onPageError(told::add);
      page.onDialog(d -> told.add("dialog: " + d.message()));
      page.onRequest(r -> loaded.add(r.url()));
      open(page, report);
      assertThat(page.pdf()).as("it prints").isNotEmpty();
      assertThat(page.locator(".chart canvas").count()).isPositive();
      assertThat(told).isEmpty();
      assertThat(loaded).allMatch(url -> url.startsWith("file:") || url.startsWith("data:"));
      assertThat(page.locator("main img, main script, main iframe, main style").count()).isZero();
      assertThat(page.locator("[onerror], [onload], [onclick]").count()).isZero();
    }
  }

  @Test
  void searchAndSortWork() throws IOException {
    try (BrowserContext context = browser.newContext()) {
      Page page = context.newPage();
      open(page, SampleReports.EVENTFUL);
      Locator rows =
          page.locator("[data-searchable=operations] table.sortable > tbody > tr:visible");
      int all = rows.count();
      page.getByLabel("Search operations").fill("runcommand");
      assertThat(rows.count()).isEqualTo(1);
      page.getByLabel("Search operations").fill("");
      assertThat(rows.count()).isEqualTo(all);

      Locator calls =
          page.locator("#operations thead th", new Page.LocatorOptions().setHasText("Calls"));
      calls.locator("button").click();
      assertThat(calls.getAttribute("aria-sort")).isEqualTo("descending");
      calls.locator("button").click();
      assertThat(calls.getAttribute("aria-sort")).isEqualTo("ascending");
      List<Integer> order =
          page.locator("#operations tbody tr td.num:nth-of-type(4)").allInnerTexts().stream()
              .map(text -> Integer.valueOf(text.replace(",", "")))
              .toList();
      assertThat(order).hasSize(all).isSorted();
    }
  }

  @Test
  void chartsAreDrawnAndFollowTheTheme() throws IOException {
    try (BrowserContext context =
        browser.newContext(new Browser.NewContextOptions().setColorScheme(ColorScheme.DARK))) {
      Page page = context.newPage();
      open(page, SampleReports.EVENTFUL);
      assertThat(page.locator("#chart-timeline canvas").count()).isPositive();
      assertThat(page.locator(".lanes canvas").count()).isEqualTo(3);
      String dark = background(page);
      page.locator("#theme").click();
      assertThat(background(page)).isNotEqualTo(dark);
      page.locator("#chart-timeline").hover();
      page.locator(".lanes").first().hover();
    }
  }

  @Test
  void readsWithoutScripts() throws IOException {
    try (BrowserContext context =
        browser.newContext(new Browser.NewContextOptions().setJavaScriptEnabled(false))) {
      Page page = context.newPage();
      open(page, SampleReports.EVENTFUL);
      assertThat(page.locator("#verdict").isVisible()).isTrue();
      assertThat(
              page.locator("[data-searchable=operations] table.sortable > tbody > tr:visible")
                  .count())
          .isEqualTo(58);
      assertThat(page.locator(".chart:visible, #theme:visible").count()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {390, 1280, 1440})
  void neverScrollsSideways(int width) throws IOException {
    try (BrowserContext context =
        browser.newContext(new Browser.NewContextOptions().setViewportSize(width, 900))) {
      for (SampleReports report : SampleReports.values()) {
        Page page = context.newPage();
        open(page, report);
        assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
            .as("%s at %d", report, width)
            .isLessThanOrEqualTo(width);
      }
    }
  }

  private static String background(Page page) {
    return (String) page.evaluate("getComputedStyle(document.body).backgroundColor");
  }

  private static void open(Page page, SampleReports report) throws IOException {
    page.navigate(report.write().toUri().toString());
  }
}
