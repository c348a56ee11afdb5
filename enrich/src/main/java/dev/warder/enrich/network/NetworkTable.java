package dev.warder.enrich.network;

import static java.util.Objects.requireNonNull;

import dev.warder.model.ErrorCode;
import dev.warder.model.SourceClass;
import dev.warder.model.network.IpAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/// Which network, holder, kind of network and country an address belongs to.
///
/// Immutable; any thread may look up. A look-up gives an *entry*, a number that the other methods
/// take; [#NOTHING] is the entry of addresses that the table does not know.
///
///     find(8.8.8.8) -> entry -> asNumber 15169, organization "Google LLC", country "US", CLOUD
///
/// - Bounds: about 20 MB for the shipped table; a look-up allocates nothing
/// - Errors: [NetworkTableException] from loading; look-ups never throw
public final class NetworkTable {

  public static final int NOTHING = 0;

  private final TableOrigin origin;
  private final AutonomousSystems systems;
  private final Ipv4Ranges ipv4;
  private final Ipv6Ranges ipv6;

  NetworkTable(TableOrigin origin, AutonomousSystems systems, Ipv4Ranges ipv4, Ipv6Ranges ipv6) {
    this.origin = requireNonNull(origin, "origin is null");
    this.systems = requireNonNull(systems, "systems is null");
    this.ipv4 = requireNonNull(ipv4, "ipv4 is null");
    this.ipv6 = requireNonNull(ipv6, "ipv6 is null");
  }

  /// The table that ships with Warder, read anew at each call.
  public static NetworkTable standard() {
    return PackedTable.standard();
  }

  /// A table of the operator's: `.mmdb`, else rows of `first,last,asn,"organisation"` or
  /// `first,last,country` (both kinds may stand in one file). Rows that make no sense are counted
  /// and told by [#faults()]; classes of networks are those of the shipped table.
  ///
  /// @throws NetworkTableException if the file cannot be read, or holds no usable row
  public static NetworkTable load(Path file) {
    AutonomousSystems known = standard().systems;
    try {
      if (!Files.isRegularFile(file)) {
        throw new NetworkTableException(ErrorCode.INPUT_UNREADABLE, "no such file: " + file, null);
      }
      return file.toString().toLowerCase(Locale.ROOT).endsWith(".mmdb")
          ? MmdbRanges.load(file, known)
          : RangeRows.load(file, known);
    } catch (IOException e) {
      throw new NetworkTableException(
          ErrorCode.INPUT_UNREADABLE, "cannot read network table " + file, e);
    }
  }

  public int find(IpAddress address) {
    return address.isIpv4()
        ? ipv4.find(address.ipv4Bits())
        : ipv6.find(address.high(), address.low());
  }

  /// Number of the autonomous system, 0 if unknown.
  public int asNumber(int entry) {
    return systems.number(Entry.system(entry));
  }

  /// Holder of the autonomous system, empty if unknown.
  public String organization(int entry) {
    return systems.name(Entry.system(entry));
  }

  /// ISO 3166 alpha-2, empty if unknown.
  public String country(int entry) {
    return CountryCode.text(Entry.country(entry));
  }

  public SourceClass sourceClass(int entry) {
    return systems.sourceClass(Entry.system(entry));
  }

  /// Name of the data, for people.
  public String source() {
    return origin.source();
  }

  /// The day of which the data speaks. Networks change hands: an old table misplaces callers.
  public LocalDate date() {
    return origin.date();
  }

  public long ageDays(Instant now) {
    return ChronoUnit.DAYS.between(origin.date(), now.atZone(ZoneOffset.UTC).toLocalDate());
  }

  /// Whom the licence of the data asks to name; to be shown wherever results are.
  public String attribution() {
    return origin.attribution();
  }

  /// What is known to be wrong with the data, one sentence each.
  public List<String> faults() {
    return origin.faults();
  }

  TableOrigin origin() {
    return origin;
  }

  AutonomousSystems systems() {
    return systems;
  }

  Ipv4Ranges ipv4() {
    return ipv4;
  }

  Ipv6Ranges ipv6() {
    return ipv6;
  }
}
