package dev.warder.enrich.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.model.SourceClass;
import dev.warder.model.network.IpAddress;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NetworkTableTest {

  private static final NetworkTable STANDARD = NetworkTable.standard();

  @ParameterizedTest
  @CsvSource({
    "8.8.8.8,15169,US,CLOUD",
    "3.225.16.109,14618,US,CLOUD",
    "50.19.231.13,14618,US,CLOUD",
    "1.1.1.1,13335,AU,CLOUD",
    "2606:4700::1111,13335,US,CLOUD",
    "2600:1f18::1,14618,US,CLOUD",
    "18.26.0.1,3,US,EDUCATION",
  })
  void shippedTableKnowsWellKnownNetworks(
      String address, int number, String country, SourceClass sourceClass) {
    int entry = STANDARD.find(address(address));
    assertThat(STANDARD.asNumber(entry)).isEqualTo(number);
    assertThat(STANDARD.country(entry)).isEqualTo(country);
    assertThat(STANDARD.sourceClass(entry)).isEqualTo(sourceClass);
    assertThat(STANDARD.organization(entry)).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "192.0.2.1",
    "198.51.100.9",
    "203.0.113.77",
    "2001:db8::1",
    "10.0.0.1",
    "::",
    "ff02::1"
  })
  void shippedTableKnowsNothingOfAddressesThatAreNobodys(String address) {
    int entry = STANDARD.find(address(address));
    assertThat(STANDARD.asNumber(entry)).isZero();
    assertThat(STANDARD.country(entry)).isEmpty();
    assertThat(STANDARD.sourceClass(entry)).isEqualTo(SourceClass.UNKNOWN);
  }

  @Test
  void shippedTableTellsItsAgeItsSourcesAndItsFaults() {
    assertThat(STANDARD.date()).isEqualTo(LocalDate.of(2026, 6, 17));
    assertThat(STANDARD.ageDays(Instant.parse("2026-06-20T23:59:59Z"))).isEqualTo(3);
    assertThat(STANDARD.source()).contains("Route Views", "NRO", "DB-IP");
    assertThat(STANDARD.attribution())
        .contains("routeviews.org", "nro.net", "db-ip.com", "CC BY 4.0");
    assertThat(STANDARD.faults()).singleElement().asString().contains("errors");
  }

  @Test
  void lookUpAgreesWithALinearSearchOfTheRanges() {
    for (int seed = 0; seed < 60; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      List<AddressRange> ranges = ranges(random);
      NetworkTable table = table(ranges);
      for (int i = 0; i < 2_000; i++) {
        IpAddress address = near(ranges, random);
        assertThat(table.asNumber(table.find(address)))
            .as("seed %d, address %s", seed, address)
            .isEqualTo(linear(ranges, address));
      }
    }
  }

  @Test
  void edgesOfTheAddressSpaceAreInside() {
    NetworkTable table =
        table(
            List.of(
                range("0.0.0.0", "0.0.0.0", 1, 0),
                range("255.255.255.255", "255.255.255.255", 2, 1),
                range("::", "::", 3, 2),
                range("ffff::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", 4, 3)));
    assertThat(number(table, "0.0.0.0")).isEqualTo(1);
    assertThat(number(table, "0.0.0.1")).isZero();
    assertThat(number(table, "255.255.255.254")).isZero();
    assertThat(number(table, "255.255.255.255")).isEqualTo(2);
    assertThat(number(table, "::")).isEqualTo(3);
    assertThat(number(table, "::1")).isZero();
    assertThat(number(table, "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff")).isEqualTo(4);
  }

  @Test
  void systemNumbersThatAreReservedSayNothing() {
    NetworkTableBuilder builder = new NetworkTableBuilder();
    builder.addSystem(address("1.0.0.0"), address("1.0.0.255"), 4_294_967_294L, "private use");
    builder.addCountry(address("1.0.0.0"), address("1.0.0.255"), CountryCode.of("nl"));
    NetworkTable table = build(builder);
    assertThat(number(table, "1.0.0.7")).isZero();
    assertThat(table.country(table.find(address("1.0.0.7")))).isEqualTo("NL");
  }

  /// Nested, overlapping, touching, equal and lone ranges of both families.
  private static List<AddressRange> ranges(SplittableRandom random) {
    List<AddressRange> ranges = new ArrayList<>();
    for (int row = 0; row < 60; row++) {
      long size = 1L << random.nextInt(22);
      if (random.nextBoolean()) {
        int start = 0x0808_0000 + random.nextInt(1 << 22);
        IpAddress last = IpAddress.ofIpv4(start + (int) size - 1);
        ranges.add(new AddressRange(IpAddress.ofIpv4(start), last, 1 + random.nextInt(9), row));
      } else {
        IpAddress first = new IpAddress(0x2001_0000L << 32, random.nextInt(1 << 22));
        IpAddress last = new IpAddress(first.high() + (row & 1), first.low() + size - 1);
        ranges.add(new AddressRange(first, last, 1 + random.nextInt(9), row));
      }
    }
    return ranges;
  }

  private static IpAddress near(List<AddressRange> ranges, SplittableRandom random) {
    AddressRange range = ranges.get(random.nextInt(ranges.size()));
    IpAddress edge = random.nextBoolean() ? range.first() : range.last();
    int shift = random.nextInt(4) == 0 ? random.nextInt(1 << 20) : random.nextInt(-1, 2);
    return edge.isIpv4()
        ? IpAddress.ofIpv4(edge.ipv4Bits() + shift)
        : new IpAddress(edge.high(), edge.low() + shift);
  }

  private static int linear(List<AddressRange> ranges, IpAddress address) {
    return ranges.stream()
        .filter(range -> range.first().isIpv4() == address.isIpv4())
        .filter(range -> range.first().compareTo(address) <= 0)
        .filter(range -> range.last().compareTo(address) >= 0)
        .min(AddressRange::byPrecedence)
        .map(AddressRange::value)
        .orElse(0);
  }

  static NetworkTable table(List<AddressRange> ranges) {
    NetworkTableBuilder builder = new NetworkTableBuilder();
    for (AddressRange range : ranges) {
      builder.addSystem(range.first(), range.last(), range.value(), "holder " + range.value());
    }
    return build(builder);
  }

  private static NetworkTable build(NetworkTableBuilder builder) {
    TableOrigin origin = new TableOrigin("a test", LocalDate.EPOCH, "nobody", List.of("invented"));
    return builder.build(origin, number -> number % 2 == 0 ? SourceClass.ISP : SourceClass.UNKNOWN);
  }

  static AddressRange range(String first, String last, int value, int row) {
    return new AddressRange(address(first), address(last), value, row);
  }

  private static int number(NetworkTable table, String address) {
    return table.asNumber(table.find(address(address)));
  }

  private static IpAddress address(String text) {
    return ((AddressText.Ip) AddressText.parse(text)).address();
  }
}
