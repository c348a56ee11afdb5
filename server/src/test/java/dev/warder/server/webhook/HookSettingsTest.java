package dev.warder.server.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.warder.server.config.Configuration;
import dev.warder.server.config.ConfigurationException;
import dev.warder.server.live.IncidentChange.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is configured is what is sent; what makes no sense is refused before anything starts.
class HookSettingsTest {
  @TempDir private Path folder;

  @BeforeEach
  void write() throws IOException {
    Files.createFile(
        folder.resolve("s"),
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(folder.resolve("s"), "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
    Files.writeString(folder.resolve("junk"), "junk");
  }

  private List<Hook> hooks(String yaml) throws Exception {
    Path file =
        Files.writeString(folder.resolve("warder.yaml"), yaml.replace("DIR", folder.toString()));
    return HookSettings.of(Configuration.read(Optional.of(file), Map.of(), Map.of()));
  }

  @Test
  void receiversAreOfTheInternetOverTlsAndToldOfEverythingUnlessSaidOtherwise() throws Exception {
    Hook hook =
        hooks("webhooks: [{name: soc, url: 'https://soc.example.com/in', secret_file: DIR/s}]")
            .getFirst();

    assertThat(hook.reach()).isEqualTo(Hook.Reach.PUBLIC);
    assertThat(hook.events()).containsExactlyInAnyOrder(Kind.values());
    assertThat(hook.port()).isEqualTo(443);
    assertThat(hook).hasToString("soc at soc.example.com");
    assertThat(hooks("log: {level: info}")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          url: 'https://a.example', secret_file: DIR/s                          | needs a name
          name: A B, url: 'https://a.example', secret_file: DIR/s               | needs a name
          name: soc, secret_file: DIR/s                                         | needs a url
          name: soc, url: 'https://a.example'                                   | needs a secret_file
          name: soc, url: 'http://a.example', secret_file: DIR/s                | would send incidents unencrypted
          name: soc, url: 'ftp://a.example', secret_file: DIR/s                 | begins with https
          name: soc, url: 'https://u:hidden@a.example', secret_file: DIR/s      | needs a url such as
          name: soc, url: 'https://a.example', secret_file: DIR/none            | cannot be read
          name: soc, url: 'https://a.example', secret_file: DIR/s, events: born | there are told, grown
          name: soc, url: 'https://a.example', secret_file: DIR/s, colour: red  | knows no field 'colour'
          name: soc, url: 'https://a.example', secret_file: DIR/s, allow_http: y | must be true or false
          name: soc, url: 'https://a.example', secret_file: DIR/s, ca_file: DIR/junk | ca_file that cannot be used
          """)
  void whatMakesNoSenseIsRefusedWithItsPlace(String fields, String why) {
    assertThatThrownBy(() -> hooks("webhooks: [{" + fields + "}]"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("warder.yaml:1: webhooks ")
        .hasMessageContaining(why)
        .message()
        .doesNotContain("hidden");
  }

  @Test
  void twoOfOneNameAreRefused() {
    String one = "{name: soc, url: 'https://a.example', secret_file: DIR/s}";
    assertThatThrownBy(() -> hooks("webhooks: [" + one + ", " + one + "]"))
        .hasMessageContaining("two of the name soc");
  }
}
