package dev.warder.server.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.warder.server.config.Configuration;
import dev.warder.server.config.ConfigurationException;
import dev.warder.server.config.Setting;
import dev.warder.server.config.Value;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a configuration says of the gate makes sense, or nothing is opened.
class GatewaySettingsTest {
  @TempDir private Path folder;

  private Configuration sampling(String bodies) throws ConfigurationException {
    return Configuration.read(
        Optional.empty(),
        Map.of(),
        Map.of(
            Setting.DATA,
            new Value(folder.resolve("data").toString(), "test"),
            Setting.LISTEN,
            new Value("127.0.0.1:0", "test"),
            Setting.GATEWAY__LISTEN,
            new Value("127.0.0.1:0", "test"),
            Setting.GATEWAY__UPSTREAM,
            new Value("http://127.0.0.1:3000", "test"),
            Setting.GATEWAY__BODY_SAMPLES,
            new Value(bodies, "test")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "+1", "x", "", "1.5", "1000000", "99999999999999999999", "١"})
  void aStartWithANumberOfBodiesThatIsNoneIsRefusedAndNothingIsOpened(String bodies)
      throws Exception {
    Configuration configuration = sampling(bodies);

    assertThatThrownBy(() ->
            Serving.open(
                configuration,
                ConfigurationSource.fixed(configuration),
                Clocks.SYSTEM,
                HangUp.none()))
        .hasMessageContaining("test: gateway.body_samples ")
        .hasMessageContaining("must be a whole number from 0 to 999999");
    assertThat(folder.resolve("data")).doesNotExist();
  }

  @Test
  void theLeastAndTheMostAreTaken() throws Exception {
    for (String bodies : new String[] {"0", "1", "999999"}) {
      assertThat(GatewaySettings.of(sampling(bodies))).isPresent();
      assertThat(GatewaySettings.bodySamples(sampling(bodies))).isEqualTo(Integer.parseInt(bodies));
    }
  }
}
