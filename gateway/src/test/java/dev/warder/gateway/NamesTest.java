package dev.warder.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.warder.gateway.wire.Names;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"x-warder-identity", "x_warder_key", "x-forwarded-user", "host", "client-cert"})
  void whatTheGateItselfSaysShowsNoCredential(String name) {
    assertThatThrownBy(() -> Names.of(List.of("authorization", name)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(name);
  }

  @Test
  void anyOtherHeaderMay() {
    assertThat(Names.of(List.of("authorization", "x-api-key", "x-ward"))).isNotNull();
  }
}
