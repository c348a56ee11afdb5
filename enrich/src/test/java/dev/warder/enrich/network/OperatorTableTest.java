package dev.warder.enrich.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.warder.model.ErrorCode;
import dev.warder.model.SourceClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class OperatorTableTest {

  @TempDir private Path directory;

  @Test
  void rowsOfSystemsAndCountriesMayStandInOneFile() throws IOException {
    NetworkTable table =
        load(
            """
            first,last,asn,organisation
            203.0.113.0,203.0.113.255,AS16509,"Example, ""the"" Inc."
            203.0.113.128,203.0.113.255,NL
            2001:db8::,2001:db8::ffff,64500,Other,de
            """);
    int entry = find(table, "203.0.113.200");
    assertThat(table.asNumber(entry)).isEqualTo(16509);
    assertThat(table.organization(entry)).isEqualTo("Example, \"the\" Inc.");
    assertThat(table.country(entry)).isEqualTo("NL");
    assertThat(table.sourceClass(entry)).isEqualTo(SourceClass.CLOUD);
    assertThat(table.country(find(table, "203.0.113.1"))).isEmpty();
    assertThat(table.country(find(table, "2001:db8::1"))).isEqualTo("DE");
    assertThat(table.faults()).isEmpty();
  }

  @Test
  void rowsThatMakeNoSenseAreCountedWithTheirPlace() throws IOException {
    NetworkTable table =
        load(
            """
            1.0.0.0,1.0.0.255,AU
            nonsense
            1.0.0.9,1.0.0.1,AU
            1.0.0.0,2001:db8::,AU
            1.0.0.0,1.0.0.255,Australia
            1.0.0.0,1.0.0.255

            # a remark
            "1.0.0.0
            """);
    assertThat(table.faults()).containsExactly("6 rows make no sense, the first on line 2");
    assertThat(table.country(find(table, "1.0.0.9"))).isEqualTo("AU");
  }

  @Test
  void ofOverlappingRangesTheNarrowestCountsAndThenTheLater() throws IOException {
    NetworkTable table =
        load(
            """
            1.0.0.8,1.0.0.15,NL
            1.0.0.0,1.0.0.255,AU
            1.0.0.0,1.0.0.255,NZ
            1.0.0.12,1.0.0.19,DE
            """);
    assertThat(table.country(find(table, "1.0.0.7"))).isEqualTo("NZ");
    assertThat(table.country(find(table, "1.0.0.8"))).isEqualTo("NL");
    assertThat(table.country(find(table, "1.0.0.12"))).isEqualTo("DE");
    assertThat(table.country(find(table, "1.0.0.19"))).isEqualTo("DE");
    assertThat(table.country(find(table, "1.0.0.20"))).isEqualTo("NZ");
  }

  @Test
  void dateOfARowFileIsThatOfItsLastChange() throws IOException {
    Path file = Files.writeString(directory.resolve("ranges.csv"), "1.0.0.0,1.0.0.255,AU\n");
    Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-03-04T05:06:07Z")));
    NetworkTable table = NetworkTable.load(file);
    assertThat(table.date()).isEqualTo(LocalDate.of(2026, 3, 4));
    assertThat(table.source()).isEqualTo(file.toString());
  }

  @Test
  void maxMindFieldsAreRead() throws IOException {
    Map<String, Object> system =
        Map.of("autonomous_system_number", 64500, "autonomous_system_organization", "Example");
    NetworkTable table =
        NetworkTable.load(
            mmdb(
                Map.of(
                    "::cb00:7100/120",
                    system,
                    "2001:db8::/32",
                    Map.of("country", Map.of("iso_code", "NL")))));
    int entry = find(table, "203.0.113.9");
    assertThat(table.asNumber(entry)).isEqualTo(64500);
    assertThat(table.organization(entry)).isEqualTo("Example");
    assertThat(table.country(find(table, "2001:db8:ffff::1"))).isEqualTo("NL");
    assertThat(find(table, "2001:db9::")).isEqualTo(NetworkTable.NOTHING);
    assertThat(find(table, "203.0.114.0")).isEqualTo(NetworkTable.NOTHING);
    assertThat(table.date()).isEqualTo(LocalDate.of(2026, 1, 2));
    assertThat(table.source()).contains("Test-ASN");
  }

  @Test
  void ipinfoFieldsAreRead() throws IOException {
    Map<String, Object> fields = Map.of("asn", "AS64501", "as_name", "Other", "country", "DE");
    NetworkTable table = NetworkTable.load(mmdb(Map.of("2001:db8::/48", fields)));
    int entry = find(table, "2001:db8::1");
    assertThat(table.asNumber(entry)).isEqualTo(64501);
    assertThat(table.organization(entry)).isEqualTo("Other");
    assertThat(table.country(entry)).isEqualTo("DE");
  }

  @Test
  void damagedDatabaseIsOneClearError() throws IOException {
    Path file = mmdb(Map.of("2001:db8::/48", Map.of("asn", "AS64501")));
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length < whole.length; length += 7) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertUnusable(file);
    }
  }

  @Test
  void fileWithoutRangesIsRefused() throws IOException {
    assertUnusable(Files.writeString(directory.resolve("empty.csv"), "first,last,country\n"));
  }

  @Test
  void missingFileIsToldByItsName() {
    assertThatExceptionOfType(NetworkTableException.class)
        .isThrownBy(() -> NetworkTable.load(directory.resolve("nowhere.csv")))
        .withMessageContaining("nowhere.csv")
        .matches(e -> e.code() == ErrorCode.INPUT_UNREADABLE);
  }

  private static void assertUnusable(Path file) {
    assertThatExceptionOfType(NetworkTableException.class)
        .isThrownBy(() -> NetworkTable.load(file))
        .withMessageContaining(file.toString());
  }

  private NetworkTable load(String rows) throws IOException {
    return NetworkTable.load(Files.writeString(directory.resolve("ranges.csv"), rows));
  }

  private Path mmdb(Map<String, Map<String, Object>> networks) throws IOException {
    return Files.write(directory.resolve("networks.mmdb"), MmdbFile.write(networks));
  }

  private static int find(NetworkTable table, String address) {
    return table.find(((AddressText.Ip) AddressText.parse(address)).address());
  }
}
