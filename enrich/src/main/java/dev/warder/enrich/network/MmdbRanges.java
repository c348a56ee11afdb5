package dev.warder.enrich.network;

import com.maxmind.db.DatabaseRecord;
import com.maxmind.db.InvalidDatabaseException;
import com.maxmind.db.InvalidNetworkException;
import com.maxmind.db.Metadata;
import com.maxmind.db.Network;
import com.maxmind.db.Networks;
import com.maxmind.db.Reader;
import dev.warder.model.ErrorCode;
import dev.warder.model.network.IpAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/// Reads a MaxMind DB into a table, once: walking its tree per look-up would cost many times more.
///
/// Known shapes, by their fields: GeoLite2 and DB-IP (`autonomous_system_number`,
/// `autonomous_system_organization`, `country.iso_code`) and ipinfo (`asn` as `AS13335`, `as_name`
/// or `name`, `country_code`, or `country` as two letters).
///
/// - Errors: a damaged file is a [NetworkTableException]; a record without such fields is passed
///   over
final class MmdbRanges {

  private final NetworkTableBuilder builder = new NetworkTableBuilder();

  private MmdbRanges() {}

  static NetworkTable load(Path file, AutonomousSystems classes) throws IOException {
    MmdbRanges ranges = new MmdbRanges();
    try (Reader reader = new Reader(file.toFile())) {
      Networks<Object> networks = reader.networks(Object.class);
      while (networks.hasNext()) {
        ranges.add(networks.next());
      }
      return ranges.table(file, reader.getMetadata(), classes);
    } catch (NetworkTableException e) {
      throw e;
    } catch (InvalidDatabaseException | InvalidNetworkException | RuntimeException e) {
      // On damaged files the reader lets through whatever its buffers throw.
      throw new NetworkTableException(
          ErrorCode.CONTENT_INVALID, "damaged network table " + file, e);
    }
  }

  private NetworkTable table(Path file, Metadata metadata, AutonomousSystems classes) {
    if (builder.isEmpty()) {
      throw NetworkTableException.invalid("no network or country field known in " + file);
    }
    LocalDate date = LocalDate.ofInstant(metadata.buildTime(), ZoneOffset.UTC);
    String source = file + " (" + metadata.databaseType() + ")";
    return builder.build(new TableOrigin(source, date, "", List.of()), classes::classOfNumber);
  }

  private void add(DatabaseRecord<Object> row) {
    if (!(row.data() instanceof Map<?, ?> fields)) {
      return;
    }
    IpAddress first = first(row.network());
    IpAddress last = last(first, row.network().prefixLength());
    long system = system(fields);
    if (system > 0) {
      builder.addSystem(first, last, system, holder(fields));
    }
    int country = country(fields);
    if (country != CountryCode.NONE) {
      builder.addCountry(first, last, country);
    }
  }

  private static IpAddress first(Network network) {
    byte[] octets = network.networkAddress().getAddress();
    long high = 0;
    long low = 0;
    for (byte octet : octets) {
      high = high << 8 | low >>> 56;
      low = low << 8 | (octet & 0xff);
    }
    return octets.length == 4 ? IpAddress.ofIpv4((int) low) : new IpAddress(high, low);
  }

  private static IpAddress last(IpAddress first, int prefixLength) {
    int hostBits = (first.isIpv4() ? 32 : 128) - prefixLength;
    long lowMask = hostBits >= 64 ? -1 : (1L << hostBits) - 1;
    long highMask = hostBits <= 64 ? 0 : -1L >>> (128 - hostBits);
    return new IpAddress(first.high() | highMask, first.low() | lowMask);
  }

  private static long system(Map<?, ?> fields) {
    Object number = firstOf(fields, "autonomous_system_number", "asn");
    if (number instanceof Number plain) {
      return plain.longValue();
    }
    return number instanceof String text ? RangeRows.systemNumber(text) : 0;
  }

  private static String holder(Map<?, ?> fields) {
    Object holder = firstOf(fields, "autonomous_system_organization", "as_name", "name");
    return holder instanceof String text ? text : "";
  }

  private static int country(Map<?, ?> fields) {
    Object country = firstOf(fields, "country_code", "country", "registered_country");
    Object code = country instanceof Map<?, ?> nested ? firstOf(nested, "iso_code") : country;
    return code instanceof String text ? CountryCode.of(text) : CountryCode.NONE;
  }

  /// The first of these fields that is there, an empty text if none is.
  private static Object firstOf(Map<?, ?> fields, String... names) {
    for (String name : names) {
      Object value = fields.get(name);
      if (value != null) {
        return value;
      }
    }
    return "";
  }
}
