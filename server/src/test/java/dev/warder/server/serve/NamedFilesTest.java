package dev.warder.server.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.warder.server.config.Configuration;
import dev.warder.server.config.ConfigurationException;
import dev.warder.server.config.Setting;
import dev.warder.server.config.Value;
import dev.warder.testkit.tls.Authority;
import dev.warder.testkit.tls.Certificates;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Each file that a configuration names is looked into, and the one that is wrong is named.
class NamedFilesTest {
  private final Map<Setting, Value> values = new EnumMap<>(Setting.class);

  @TempDir private Path folder;
  private Path garbage = Path.of("");

  @BeforeEach
  void makeAll() throws Exception {
    garbage = Files.writeString(folder.resolve("garbage"), "neither this nor that");
    Path certificate = folder.resolve("certificate.pem");
    Path key = folder.resolve("key.pem");
    Certificates.make(folder, "gate", certificate, key);
    Files.writeString(folder.resolve("table.csv"), "198.51.100.0,198.51.100.255,64500,\"A\"\n");
    set(Setting.LISTEN, "127.0.0.1:0");
    set(Setting.GATEWAY__UPSTREAM, "https://127.0.0.1:1");
    set(Setting.GATEWAY__UPSTREAM_CA, certificate);
    set(Setting.GATEWAY__CREDENTIALS, "bearer, jwt");
    set(Setting.GATEWAY__ISSUERS, issuers("https://login.example.org/keys"));
    set(Setting.GATEWAY__CLIENT_CA, Authority.make(folder, "authority").certificate());
    set(Setting.TLS__CERTIFICATE, certificate);
    set(Setting.TLS__KEY, key);
    set(Setting.PLACES__TABLE, folder.resolve("table.csv"));
  }

  private Path issuers(String keys) throws IOException {
    return Files.writeString(
        folder.resolve("issuers.json"),
        "{\"issuers\":[{\"issuer\":\"https://login.example.org/\",\"audience\":[\"api\"],"
            + "\"keys\":\""
            + keys
            + "\",\"algorithms\":[\"ES256\"],\"tenant\":\"acme\",\"scope\":[\"GET /**\"]}]}");
  }

  private void set(Setting setting, Object value) {
    values.put(setting, new Value(value.toString(), "test"));
  }

  private void require() throws ConfigurationException {
    NamedFiles.require(Configuration.read(Optional.empty(), Map.of(), values));
  }

  private void assertRefused(Setting setting, Path file) {
    assertThatThrownBy(this::require)
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith("test: " + setting.key() + " ")
        .hasMessageContaining(file.toString());
  }

  @Test
  void filesThatCanBeUsedAreNotRefusedAndNothingIsFetched() throws Exception {
    require();
    values.remove(Setting.GATEWAY__UPSTREAM);
    values.remove(Setting.GATEWAY__UPSTREAM_CA);
    values.remove(Setting.GATEWAY__CLIENT_CA);
    require();
    assertThat(folder.resolve("token-key")).doesNotExist();
  }

  @Test
  void fileOfIssuersThatIsNoneIsRefused() {
    set(Setting.GATEWAY__ISSUERS, garbage);
    assertRefused(Setting.GATEWAY__ISSUERS, garbage);
  }

  @Test
  void fileOfKeysThatAnIssuerNamesIsLookedInto() throws Exception {
    issuers(garbage.toString());
    assertRefused(Setting.GATEWAY__ISSUERS, garbage);
  }

  @Test
  void tableThatIsNoneIsRefused() {
    set(Setting.PLACES__TABLE, garbage);
    assertRefused(Setting.PLACES__TABLE, garbage);
  }

  @Test
  void certificateOfAnotherKeyIsRefusedWithAGateAndWithout() throws Exception {
    Path other = folder.resolve("other.pem");
    Certificates.make(folder, "other", folder.resolve("other-certificate.pem"), other);
    set(Setting.TLS__KEY, other);
    assertRefused(Setting.TLS__CERTIFICATE, other);
    values.remove(Setting.GATEWAY__UPSTREAM);
    values.remove(Setting.GATEWAY__UPSTREAM_CA);
    assertRefused(Setting.TLS__CERTIFICATE, other);
    set(Setting.TLS__KEY, garbage);
    assertRefused(Setting.TLS__KEY, garbage);
  }

  @Test
  void thoseWhoVouchAreLookedInto() {
    set(Setting.GATEWAY__CLIENT_REVOKED, garbage);
    assertRefused(Setting.GATEWAY__CLIENT_REVOKED, garbage);
    set(Setting.GATEWAY__CLIENT_CA, garbage);
    assertRefused(Setting.GATEWAY__CLIENT_CA, garbage);
    values.remove(Setting.GATEWAY__CLIENT_CA);
    values.remove(Setting.GATEWAY__CLIENT_REVOKED);
    set(Setting.GATEWAY__UPSTREAM_CA, garbage);
    assertRefused(Setting.GATEWAY__UPSTREAM_CA, garbage);
  }
}
