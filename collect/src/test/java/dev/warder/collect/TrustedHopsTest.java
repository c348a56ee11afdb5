package dev.warder.collect;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrustedHopsTest {
  private static final String PEER = "192.0.2.9";

  @ParameterizedTest
  @CsvSource({
    "0, '203.0.113.1, 203.0.113.2', 192.0.2.9",
    "1, '203.0.113.1, 203.0.113.2', 203.0.113.2",
    "2, '203.0.113.1, 203.0.113.2', 203.0.113.1",
    "3, '203.0.113.1, 203.0.113.2', 203.0.113.1",
    "1, '', 192.0.2.9",
    "1, '203.0.113.1,unknown', 192.0.2.9",
    "2, 'made up,203.0.113.2', 203.0.113.2",
    "1, '[2001:db8::1]:443', '[2001:db8::1]:443'",
    "2, '203.0.113.7,', 203.0.113.7",
    "1, '203.0.113.7,', 192.0.2.9",
  })
  void theCallerStandsAsManyPlacesBeforeTheEndAsHopsAreTrusted(
      int hops, String list, String caller) {
    assertThat(new TrustedHops(hops).address(PEER, list)).isEqualTo(caller);
  }

  @Test
  void whatACallerPutsBeforeTheTrustedPartChangesNothing() {
    String padding = "10.0.0.1, ".repeat(10_000);
    assertThat(new TrustedHops(2).address(PEER, padding + "203.0.113.1, 203.0.113.2"))
        .isEqualTo("203.0.113.1");
    assertThat(new TrustedHops(2).address(PEER, "9".repeat(100_000) + ",203.0.113.1, 203.0.113.2"))
        .isEqualTo("203.0.113.1");
  }

  @ParameterizedTest
  @CsvSource({"0, 192.0.2.9", "1, 203.0.113.2", "2, 203.0.113.1"})
  void everyFormatThatHasTheListGoesByIt(int hops, String caller) {
    String ocsf =
        "{\"class_uid\":6003,\"time\":1717401600449,\"metadata\":{\"uid\":\"e\"},\"src_endpoint\":{\"ip\":\"192.0.2.9\"},"
            + "\"http_request\":{\"x_forwarded_for\":[\"203.0.113.1\",\"203.0.113.2\"],\"http_method\":\"GET\"}}\n";
    String nginx =
        "{\"msec\":\"1717401600.449\",\"remote_addr\":\"192.0.2.9\",\"request\":\"GET / HTTP/1.1\",\"status\":200,"
            + "\"http_x_forwarded_for\":\"203.0.113.1, 203.0.113.2\"}\n";
    String combined =
        "192.0.2.9 - - [03/Jun/2024:08:00:00 +0000] \"GET / HTTP/1.1\" 200 1 \"-\" \"x/1\""
            + " \"203.0.113.1, 203.0.113.2\"\n";
    CollectOptions options = CollectOptions.defaults().withThreads(1).withTrustedHops(hops);
    for (String line : new String[] {ocsf, nginx, combined}) {
      assertThat(
              Collected.of(options, line.getBytes(StandardCharsets.UTF_8))
                  .only()
                  .source()
                  .address())
          .isEqualTo(caller);
    }
  }
}
