package dev.warder.server.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Nothing is sent to what only this machine or its network reaches.
class AddressRulesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.255.255.254",
        "10.1.2.3",
        "172.16.0.1",
        "172.31.255.255",
        "192.168.1.1",
        "100.64.0.1",
        "100.127.255.255",
        "::1",
        "fc00::1",
        "fd12:3456::1",
        "64:ff9b::10.0.0.1",
        "64:ff9b::127.0.0.1",
        "2002:0a00:0001::1",
        "2002:7f00:0001::1",
        "2002:c0a8:0101::",
        "::ffff:10.0.0.1",
        "::ffff:127.0.0.1"
      })
  void privateAddressesAreForThoseWhoAskForThem(String address) {
    assertThat(AddressRules.objection(InetAddress.ofLiteral(address), Hook.Reach.PUBLIC))
        .isPresent();
    assertThat(AddressRules.objection(InetAddress.ofLiteral(address), Hook.Reach.PRIVATE))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "169.254.169.254",
        "169.254.0.1",
        "100.100.100.200",
        "fd00:ec2::254",
        "fe80::1",
        "0.0.0.0",
        "0.1.2.3",
        "::",
        "224.0.0.1",
        "239.255.255.255",
        "ff02::1",
        "ff0e::1",
        "240.0.0.1",
        "255.255.255.255",
        "192.0.0.192",
        "192.0.2.1",
        "198.51.100.1",
        "203.0.113.1",
        "198.18.0.1",
        "192.88.99.1",
        "2001:db8::1",
        "3fff::1",
        "2001:0:4136:e378:8000:63bf:3fff:fdd2",
        "2001:10::1",
        "::8.8.8.8",
        "64:ff9b:1::1",
        "64:ff9b::169.254.169.254",
        "2002:a9fe:a9fe::1",
        "64:ff9b::0.0.0.0",
        "2002:e000:0001::1",
        "fec0::1",
        "5f00::1",
        "4000::1",
        "100::1",
        "::ffff:169.254.169.254"
      })
  void whatNoReceiverCanHaveIsRefusedForEverybody(String address) {
    for (Hook.Reach reach : Hook.Reach.values()) {
      assertThat(AddressRules.objection(InetAddress.ofLiteral(address), reach))
          .as("%s", reach)
          .isPresent();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "8.8.8.8",
        "1.1.1.1",
        "172.15.255.255",
        "172.32.0.1",
        "100.63.255.255",
        "100.128.0.1",
        "192.169.0.1",
        "223.255.255.254",
        "2606:4700:4700::1111",
        "2a00:1450:4001::1",
        "64:ff9b::8.8.8.8",
        "2002:0808:0808::1",
        "2001:4860:4860::8888"
      })
  void addressesOfTheInternetAreForAll(String address) {
    assertThat(AddressRules.objection(InetAddress.ofLiteral(address), Hook.Reach.PUBLIC)).isEmpty();
  }
}
