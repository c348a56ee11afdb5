package dev.warder.enrich;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import dev.warder.model.Client;
import dev.warder.model.Source;

final class EnricherFuzz {

  private static final Enricher ENRICHER = Enricher.standard();

  @FuzzTest
  void anyAddressGivesABoundedSourceThatReadsBackAsItself(@NotNull String address) {
    Source source = ENRICHER.source(address, "");
    assertThat(source.canonical()).isNotEmpty().hasSizeLessThanOrEqualTo(160);
    assertThat(source.address()).hasSizeLessThanOrEqualTo(128);
    assertThat(ENRICHER.source(source.address(), "")).isEqualTo(source);
  }

  @FuzzTest
  void anyUserAgentGivesABoundedClient(@NotNull String userAgent) {
    Client client = ENRICHER.client(userAgent, "");
    assertThat(client.family()).isNotEmpty().hasSizeLessThanOrEqualTo(256);
    assertThat(client.version()).matches("([0-9][A-Za-z0-9._+-]{0,31})?");
  }
}
