package dev.warder.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ConfigurationTest {
  @TempDir private Path folder;

  private Configuration read(String yaml) throws Exception {
    return Configuration.read(Optional.of(file(yaml)), Map.of(), Map.of());
  }

  private Path file(String yaml) throws IOException {
    return Files.writeString(folder.resolve("warder.yaml"), yaml);
  }

  @ParameterizedTest
  @EnumSource(Setting.class)
  void everyDefaultIsOfItsKindAndEverySettingIsExplained(Setting setting) throws Exception {
    Configuration.read(Optional.empty(), Map.of(), Map.of());
    assertThat(setting.meaning()).isNotBlank().endsWith(".");
    assertThat(setting.key()).matches("[a-z_]+(\\.[a-z_0-9]+)?");
  }

  @Test
  void defaultsAreSafe() throws Exception {
    Configuration configuration = Configuration.read(Optional.empty(), Map.of(), Map.of());
    assertThat(Address.of(configuration.text(Setting.LISTEN)).isLoopback()).isTrue();
    assertThat(configuration.text(Setting.PLAIN_HTTP)).isEqualTo("loopback");
    assertThat(configuration.bytes(Setting.LIMITS__BODY)).isEqualTo(1 << 20);
    assertThat(configuration.duration(Setting.TIMEOUT__ANSWER)).isEqualTo(Duration.ofSeconds(30));
    assertThat(configuration.list(Setting.AUTHORIZE__PEERS))
        .containsExactly("127.0.0.0/8", "::1/128");
  }

  @ParameterizedTest
  @CsvSource({"1.1", "2", "'\"1.1\"'", "'\"2\"'"})
  void aVersionIsTheSameWithAndWithoutQuotes(String written) throws Exception {
    assertThat(
            read("gateway: {upstream_http: " + written + "}").text(Setting.GATEWAY__UPSTREAM_HTTP))
        .isEqualTo(written.replace("\"", ""));
  }

  @Test
  void optionsBeatTheEnvironmentWhichBeatsTheFile() throws Exception {
    Path file = file("listen: 127.0.0.1:1\ndata: fromfile\nlimits: {body: 2MiB}\n");
    Configuration configuration =
        Configuration.read(
            Optional.of(file),
            Map.of("WARDER_LISTEN", "127.0.0.1:2", "WARDER_DATA", "fromenv", "HOME", "/x"),
            Map.of(Setting.DATA, new Value("typed", "--data")));
    assertThat(configuration.value(Setting.DATA)).isEqualTo(new Value("typed", "--data"));
    assertThat(configuration.value(Setting.LISTEN).origin()).isEqualTo("WARDER_LISTEN");
    assertThat(configuration.bytes(Setting.LIMITS__BODY)).isEqualTo(2 << 20);
    assertThat(configuration.value(Setting.LIMITS__BODY).origin()).isEqualTo(file + ":3");
  }

  @Test
  void listsAreReadAsListsOrWithCommas() throws Exception {
    assertThat(read("metrics: {peers: [10.0.0.0/8, '::1']}").list(Setting.METRICS__PEERS))
        .isEqualTo(read("metrics.peers: 10.0.0.0/8, ::1").list(Setting.METRICS__PEERS))
        .isEqualTo(List.of("10.0.0.0/8", "::1"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          limits: {boddy: 1MiB}            | :1: there is no setting 'limits.boddy' (did you mean limits.body?)
          listn: 127.0.0.1:1               | did you mean listen?
          listen: 8470                     | must be an address and a port
          listen: '::1:8470'               | must be an address and a port
          limits: {body: 1MB}              | must be bytes, KiB, MiB or GiB
          limits: {body: -1}               | must be bytes
          timeout: {idle: soon}            | must be ms, s, m, h or d
          timeout: {idle: 5}               | must be ms, s, m, h or d
          gateway: {upstream_http: 2.0}    | must be one of 1.1, 2
          gateway: {upstream_http: 3}      | must be one of 1.1, 2
          journal: {when_full: explode}    | must be one of go_on, stop
          limits: {body: 99999GiB}         | must be a whole number
          webhooks: [https://a.example/x]  | must be a list of entries with fields
          webhooks: https://a.example/x    | must be a list of entries with fields
          {data: a, data: b}               | given twice
          {limits: {body: 1KiB}, limits.body: 2KiB} | given twice
          """)
  void whatMakesNoSenseIsRefusedWithItsPlace(String yaml, String why) {
    assertThatThrownBy(() -> read(yaml))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("warder.yaml")
        .hasMessageContaining(why);
  }

  @Test
  void aMistypedVariableIsRefused() {
    assertThatThrownBy(() ->
            Configuration.read(Optional.empty(), Map.of("WARDER_LIMITS__BODDY", "1MiB"), Map.of()))
        .hasMessageContaining("did you mean WARDER_LIMITS__BODY?");
  }

  @Test
  void entriesAreTheSameInTheFileAndInTheEnvironment() throws Exception {
    Configuration file =
        read(
            """
            webhooks:
              - name: soc
                url: https://soc.example.com/in
                events: [told, closed]
                allow_private: true
              - {name: chat, url: 'https://chat.example.com'}
            """);
    Configuration environment =
        Configuration.read(
            Optional.empty(), Map.of("WARDER_WEBHOOKS", file.text(Setting.WEBHOOKS)), Map.of());

    assertThat(file.entries(Setting.WEBHOOKS))
        .isEqualTo(environment.entries(Setting.WEBHOOKS))
        .containsExactly(
            Map.of(
                "name", "soc",
                "url", "https://soc.example.com/in",
                "events", "told, closed",
                "allow_private", "true"),
            Map.of("name", "chat", "url", "https://chat.example.com"));
    assertThat(file.value(Setting.WEBHOOKS).origin()).endsWith("warder.yaml:2");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          https://a.example/hidden      | https://a.example/…
          https://a.example?hidden      | https://a.example/…
          https://a.example:8443/hidden | https://a.example:8443/…
          https://a.example/            | https://a.example/
          https://a.example             | https://a.example
          https://u:hidden@a.example/   | …
          hidden                        | …
          """)
  void ofAnAddressNothingIsShownBehindItsHost(String url, String shown) throws Exception {
    Configuration configuration = read("webhooks: [{name: soc, url: '" + url + "'}]");

    String text = Values.shown(Setting.WEBHOOKS, configuration.value(Setting.WEBHOOKS));

    assertThat(text).doesNotContain("hidden");
    assertThat(Entries.read(text).getFirst()).containsEntry("url", shown);
  }

  @Test
  void whatCountsAtOnceIsTakenAndNothingElse() throws Exception {
    Configuration before = read("log: {level: info}\nlimits: {body: 1MiB}");
    Configuration after = read("log: {level: debug}\nlimits: {body: 2MiB}");

    Configuration taken = before.taking(after);

    assertThat(before.differing(after)).containsExactly(Setting.LIMITS__BODY, Setting.LOG__LEVEL);
    assertThat(before.differing(taken)).containsExactly(Setting.LOG__LEVEL);
    assertThat(taken.differing(after)).containsExactly(Setting.LIMITS__BODY);
  }
}
