package dev.warder.enrich.network;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.warder.model.network.IpAddress;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads range files made of text rows into a table. Single-threaded.
///
///     1.0.0.0,1.0.0.255,13335,"Cloudflare, Inc."    range, system, holder
///     1.0.0.0,1.0.0.255,AU                          range, country
///     1.0.0.0,1.0.0.255,AS13335,"Cloudflare",AU     both
///
/// Separated by commas or tabs, quoted or not, with or without a header line; lines that are blank
/// or start with `#` are passed over. Overlaps are settled as [Boundaries#flatten] says.
///
/// - Errors: a row that makes no sense is counted and told in the table's faults
final class RangeRows {

  private final NetworkTableBuilder builder;
  private long line;
  private long malformed;
  private long firstMalformed;

  RangeRows(NetworkTableBuilder builder) {
    this.builder = builder;
  }

  static NetworkTable load(Path file, AutonomousSystems classes) throws IOException {
    NetworkTableBuilder builder = new NetworkTableBuilder();
    RangeRows rows = new RangeRows(builder);
    try (InputStream in = Files.newInputStream(file)) {
      rows.readAll(in);
    }
    if (builder.isEmpty()) {
      throw NetworkTableException.invalid("no address range in " + file);
    }
    Instant modified = Files.getLastModifiedTime(file).toInstant();
    LocalDate date = LocalDate.ofInstant(modified, ZoneOffset.UTC);
    return builder.build(
        new TableOrigin(file.toString(), date, "", rows.faults()), classes::classOfNumber);
  }

  void readAll(InputStream in) throws IOException {
    BufferedReader reader = new BufferedReader(new InputStreamReader(in, UTF_8));
    for (String row = reader.readLine(); row != null; row = reader.readLine()) {
      line++;
      read(row);
    }
  }

  List<String> faults() {
    return malformed == 0
        ? List.of()
        : List.of(malformed + " rows make no sense, the first on line " + firstMalformed);
  }

  private void read(String row) {
    if (row.isBlank() || row.startsWith("#")) {
      return;
    }
    List<String> fields = fields(row);
    boolean header = line == 1 && !fields.get(0).isEmpty() && isWord(fields.get(0));
    if (!header && !add(fields)) {
      malformed++;
      firstMalformed = malformed == 1 ? line : firstMalformed;
    }
  }

  private static boolean isWord(String field) {
    return field.indexOf('.') < 0 && field.indexOf(':') < 0 && Character.isLetter(field.charAt(0));
  }

  private boolean add(List<String> fields) {
    IpAddress first = fields.size() < 3 ? null : address(fields.get(0));
    IpAddress last = fields.size() < 3 ? null : address(fields.get(1));
    if (first == null
        || last == null
        || first.isIpv4() != last.isIpv4()
        || first.compareTo(last) > 0) {
      return false;
    }
    long system = systemNumber(fields.get(2));
    if (system < 0) {
      return addCountry(first, last, fields.get(2));
    }
    builder.addSystem(first, last, system, fields.size() > 3 ? fields.get(3) : "");
    return fields.size() < 5 || fields.get(4).isEmpty() || addCountry(first, last, fields.get(4));
  }

  private boolean addCountry(IpAddress first, IpAddress last, String text) {
    int country = CountryCode.of(text);
    if (country == CountryCode.NONE) {
      return false;
    }
    builder.addCountry(first, last, country);
    return true;
  }

  private static @Nullable IpAddress address(String text) {
    return AddressText.parse(text) instanceof AddressText.Ip(IpAddress address) ? address : null;
  }

  /// Reads `13335` or `AS13335`, up to 2^32-1; -1 for anything else.
  static long systemNumber(String text) {
    int start = text.regionMatches(true, 0, "AS", 0, 2) ? 2 : 0;
    if (text.length() == start || text.length() > start + 10) {
      return -1;
    }
    long number = 0;
    for (int i = start; i < text.length(); i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = number * 10 + digit;
    }
    return number <= 0xffff_ffffL ? number : -1;
  }

  private static List<String> fields(String row) {
    char separator = row.indexOf('\t') >= 0 ? '\t' : ',';
    List<String> fields = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < row.length(); i++) {
      char character = row.charAt(i);
      if (character == '"') {
        boolean doubled = quoted && i + 1 < row.length() && row.charAt(i + 1) == '"';
        quoted = doubled || !quoted;
        i += doubled ? 1 : 0;
        field.append(doubled ? "\"" : "");
      } else if (character == separator && !quoted) {
        fields.add(field.toString().strip());
        field.setLength(0);
      } else {
        field.append(character);
      }
    }
    fields.add(field.toString().strip());
    return fields;
  }
}
