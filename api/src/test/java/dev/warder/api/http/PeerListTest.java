package dev.warder.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PeerListTest {
  private final PeerList peers = PeerList.of(List.of("10.0.0.0/9", "192.0.2.7", "2001:db8::/33"));

  @ParameterizedTest
  @ValueSource(strings = {"10.127.255.255", "192.0.2.7", "2001:db8:7fff::1", "::ffff:10.1.1.1"})
  void whatIsInside(String address) {
    assertThat(peers.contains(address)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"10.128.0.0", "192.0.2.8", "2001:db8:8000::", "", "localhost", "10.1", "a.b.c.d"})
  void whatIsOutsideOrNoAddress(String address) {
    assertThat(peers.contains(address)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/x", "example.com", "10/8"})
  void whatIsNoNetworkIsRefused(String text) {
    assertThatThrownBy(() -> PeerList.of(List.of(text)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anEmptyListLetsNobodyIn() {
    assertThat(PeerList.of(List.of()).contains("127.0.0.1")).isFalse();
  }
}
