package dev.warder.enrich.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.model.Source;
import dev.warder.model.SourceClass;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SourcesTest {

  private static final Sources SOURCES = new Sources(NetworkTable.standard());

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      emptyValue = "",
      value = {
        "3.225.16.109|''|AS14618 US|CLOUD",
        "3.225.16.109|DE|AS14618 US|CLOUD",
        "10.8.8.77|US|private 10.8.8.0/24|PRIVATE",
        "172.31.9.9|''|private 172.31.9.0/24|PRIVATE",
        "172.32.9.9|''|AS21928 US|MOBILE",
        "192.168.1.1:99|''|private 192.168.1.0/24|PRIVATE",
        "100.64.0.1|''|private 100.64.0.0/24|PRIVATE",
        "100.127.255.1|''|private 100.127.255.0/24|PRIVATE",
        "169.254.169.254|''|private 169.254.169.0/24|PRIVATE",
        "127.0.0.1|''|private 127.0.0.0/24|PRIVATE",
        "::1|''|private ::/48|PRIVATE",
        "fd12:3456:789a:1::1|''|private fd12:3456:789a::/48|PRIVATE",
        "fe80::1%eth0|''|private fe80::/48|PRIVATE",
        "203.0.113.9|nl|203.0.113.0/24 NL|UNKNOWN",
        "203.0.113.9|''|203.0.113.0/24|UNKNOWN",
        "203.0.113.9|Netherlands|203.0.113.0/24|UNKNOWN",
        "2001:db8:1:2::9|''|2001:db8:1::/48|UNKNOWN",
        "64:ff9b::8.8.8.8|''|AS15169 US|CLOUD",
        "0.0.0.0|''|unknown|UNKNOWN",
        "::|''|unknown|UNKNOWN",
        "AWS Internal|''|service aws internal|SERVICE",
      })
  void canonicalSourceIsTheNetworkElseThePrefix(
      String address, String hint, String canonical, SourceClass sourceClass) {
    Source source = SOURCES.source(address, hint);
    assertThat(source.canonical()).isEqualTo(canonical);
    assertThat(source.sourceClass()).isEqualTo(sourceClass);
  }

  @Test
  void addressKeepsItsOwnSpellingBehindATranslator() {
    assertThat(SOURCES.source("64:FF9B::808:808", "").address()).isEqualTo("64:ff9b::808:808");
  }

  @ParameterizedTest
  @CsvSource({"''", "-", "075.050.255.67", "<Attacker source IP>"})
  void whatIsNoAddressIsUnknown(String address) {
    assertThat(SOURCES.source(address, "US")).isEqualTo(Source.UNKNOWN);
  }
}
