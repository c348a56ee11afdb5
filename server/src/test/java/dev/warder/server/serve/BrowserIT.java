package dev.warder.server.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import dev.warder.server.InstalledBrowser;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A page in a real browser, served through a started gate: its events and its WebSocket arrive in
/// order, and end with their key. Must run where CI=true.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(180)
class BrowserIT {
  @TempDir private Path folder;

  private InstalledBrowser installed;
  private Browser browser;

  @BeforeAll
  void start() {
    installed = InstalledBrowser.start("pages behind the gate");
    browser = installed.browser();
  }

  @AfterAll
  void stop() {
    if (installed != null) {
      installed.close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"http", "https"})
  void aPageHearsAllInOrderUntilItsKeyIsRevokedAndNothingFromThenOn(String scheme)
      throws Exception {
    try (RealApi api = RealApi.start();
        RealGate gate = open(scheme, api);
        BrowserContext context =
            browser.newContext(new Browser.NewContextOptions().setIgnoreHTTPSErrors(true))) {
      RealGate.Key key = gate.mint();
      Page page = context.newPage();
      Response shown = page.navigate(gate.url() + "/page?api_key=" + key.secret());
      assertThat(shown.status()).as(gate.serve().talk()).isEqualTo(200);
      assertThat(shown.url()).startsWith(scheme + "://");
      assertThat(protocol(page)).isEqualTo(scheme.equals("https") ? "h2" : "http/1.1");
      heard(page, "event:", 5);
      heard(page, "socket:", 5);
      assertThat(told(page))
          .containsSubsequence(
              "event:event 1", "event:event 2", "event:event 3", "event:event 4", "event:event 5")
          .containsSubsequence(
              "socket:WORD 1", "socket:WORD 2", "socket:WORD 3", "socket:WORD 4", "socket:WORD 5");
      api.push("before");
      heard(page, "event:", 6);
      heard(page, "socket:", 6);

      gate.revoke(key);
      assertThat(gate.meter("warder_gate_cut")).isEqualTo(2);
      api.push("after");

      page.waitForFunction("told.includes('events over')");
      page.waitForFunction("told.some(t => t.startsWith('socket over'))");
      // The browser asks for the events anew, is refused, and gives up.
      page.waitForFunction("events.readyState === EventSource.CLOSED");
      assertThat(told(page))
          .contains("event:before", "socket:before", "socket over 1006")
          .doesNotContain("event:after", "socket:after");
      assertThat(page.evaluate("fetch('/hello?api_key=' + key).then(r => r.status)"))
          .isEqualTo(401);
    }
  }

  private RealGate open(String scheme, RealApi api) throws Exception {
    RealGate.Start start = RealGate.Start.of(folder.resolve(scheme), api);
    return scheme.equals("https") ? start.secure() : start.plain();
  }

  private static String protocol(Page page) {
    return (String) page.evaluate("performance.getEntriesByType('navigation')[0].nextHopProtocol");
  }

  private static void heard(Page page, String what, int times) {
    page.waitForFunction(
        "([what, times]) => told.filter(t => t.startsWith(what)).length >= times",
        List.of(what, times));
  }

  private static List<String> told(Page page) {
    return ((String) page.evaluate("told.join('\\n')")).lines().toList();
  }
}
