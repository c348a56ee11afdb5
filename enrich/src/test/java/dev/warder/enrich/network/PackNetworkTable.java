package dev.warder.enrich.network;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.warder.model.SourceClass;
import dev.warder.model.network.IpAddress;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/// Makes the shipped table of the range files it was taken from.
///
///     java ... dev.warder.enrich.network.PackNetworkTable DIRECTORY networks.bin
///
/// The directory holds `asn-ranges.tsv.gz`, `asn-names.tsv.gz`, `country-ranges.tsv.gz` and
/// `hosting-asns.tsv`. Ranges for documentation (RFC 5737, RFC 3849) and 6to4 (RFC 3056) are taken
/// out: whatever the sources say of them, they are nobody's network.
final class PackNetworkTable {

  private static final TableOrigin ORIGIN =
      new TableOrigin(
          "Route Views, NRO and IP Geolocation by DB-IP, as packed by ip-location-db",
          LocalDate.of(2026, 6, 17),
          "Route Views (routeviews.org), NRO (nro.net), IP Geolocation by DB-IP (db-ip.com),"
              + " CC BY 4.0",
          List.of(
              "The publisher says that the packages this table was taken from contain errors and"
                  + " are no longer updated."));

  private static final List<String> NOBODYS =
      List.of("192.0.2.", "198.51.100.", "203.0.113.", "2001:db8:", "2002:");

  private PackNetworkTable() {}

  public static void main(String[] arguments) throws IOException {
    byte[] packed = NetworkTableWriter.write(table(Path.of(arguments[0])));
    Files.write(Path.of(arguments[1]), packed);
    new PrintStream(System.out, true, UTF_8).println(packed.length + " bytes");
  }

  static NetworkTable table(Path directory) throws IOException {
    NetworkTableBuilder builder = new NetworkTableBuilder();
    Map<String, String> names = new HashMap<>();
    for (String[] row : rows(directory.resolve("asn-names.tsv.gz"))) {
      names.put(row[0], row[1]);
    }
    for (String[] row : rows(directory.resolve("asn-ranges.tsv.gz"))) {
      String name = names.getOrDefault(row[2], "");
      builder.addSystem(address(row[0]), address(row[1]), Long.parseLong(row[2]), name);
    }
    for (String[] row : rows(directory.resolve("country-ranges.tsv.gz"))) {
      builder.addCountry(address(row[0]), address(row[1]), CountryCode.of(row[2]));
    }
    Map<Integer, SourceClass> classes = classes(directory.resolve("hosting-asns.tsv"));
    return builder.build(ORIGIN, number -> classes.getOrDefault(number, SourceClass.UNKNOWN));
  }

  private static IpAddress address(String text) {
    return ((AddressText.Ip) AddressText.parse(text)).address();
  }

  private static Map<Integer, SourceClass> classes(Path file) throws IOException {
    Map<Integer, SourceClass> classes = new HashMap<>();
    try (Stream<String> lines = Files.lines(file)) {
      lines
          .skip(1)
          .map(line -> line.split("\t", -1))
          .forEach(row ->
              classes.put(
                  Integer.parseInt(row[0]), SourceClass.valueOf(row[2].toUpperCase(Locale.ROOT))));
    }
    return classes;
  }

  private static List<String[]> rows(Path file) throws IOException {
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      return new String(in.readAllBytes(), UTF_8)
          .lines()
          .filter(line -> NOBODYS.stream().noneMatch(line::startsWith))
          .map(line -> line.split("\t", -1))
          .toList();
    }
  }
}
