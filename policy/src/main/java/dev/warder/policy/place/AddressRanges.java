package dev.warder.policy.place;

import dev.warder.model.network.IpAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Networks as sorted ranges of addresses; ranges that overlap are one.
///
/// - Shape: IPv4 as one number each, IPv6 as two halves; `first <= address <= last`, unsigned
final class AddressRanges {
  private static final long IPV4_MARK = 0xffffL;

  private final long[] firstIpv4;
  private final long[] lastIpv4;
  private final long[] firstHigh;
  private final long[] firstLow;
  private final long[] lastHigh;
  private final long[] lastLow;

  private AddressRanges(List<Range> ipv4, List<Range> ipv6) {
    firstIpv4 = ipv4.stream().mapToLong(r -> bits(r.first)).toArray();
    lastIpv4 = ipv4.stream().mapToLong(r -> bits(r.last)).toArray();
    firstHigh = ipv6.stream().mapToLong(r -> r.first.high()).toArray();
    firstLow = ipv6.stream().mapToLong(r -> r.first.low()).toArray();
    lastHigh = ipv6.stream().mapToLong(r -> r.last.high()).toArray();
    lastLow = ipv6.stream().mapToLong(r -> r.last.low()).toArray();
  }

  static AddressRanges of(List<Place.Network> networks) {
    return new AddressRanges(
        merged(networks.stream().filter(Place.Network::isIpv4).toList()),
        merged(networks.stream().filter(n -> !n.isIpv4()).toList()));
  }

  boolean isEmpty() {
    return firstIpv4.length == 0 && firstHigh.length == 0;
  }

  boolean holdIpv4(long bits) {
    int low = 0;
    int high = firstIpv4.length - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      if (bits < firstIpv4[middle]) {
        high = middle - 1;
      } else if (bits > lastIpv4[middle]) {
        low = middle + 1;
      } else {
        return true;
      }
    }
    return false;
  }

  /// Whether an address of 128 bits is in a range; a mapped IPv4 address is looked up as such.
  boolean hold(long addressHigh, long addressLow) {
    if (addressHigh == 0 && addressLow >>> 32 == IPV4_MARK) {
      return holdIpv4(addressLow & 0xffff_ffffL);
    }
    int low = 0;
    int high = firstHigh.length - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      if (compare(addressHigh, addressLow, firstHigh[middle], firstLow[middle]) < 0) {
        high = middle - 1;
      } else if (compare(addressHigh, addressLow, lastHigh[middle], lastLow[middle]) > 0) {
        low = middle + 1;
      } else {
        return true;
      }
    }
    return false;
  }

  private static int compare(long high, long low, long otherHigh, long otherLow) {
    int byHigh = Long.compareUnsigned(high, otherHigh);
    return byHigh != 0 ? byHigh : Long.compareUnsigned(low, otherLow);
  }

  private static long bits(IpAddress address) {
    return Integer.toUnsignedLong(address.ipv4Bits());
  }

  /// Networks lie within each other or apart, so that of sorted ones the wider comes first.
  private static List<Range> merged(List<Place.Network> networks) {
    List<Range> sorted =
        networks.stream()
            .map(network -> new Range(network.first(), network.last()))
            .sorted(
                Comparator.comparing(Range::first)
                    .thenComparing(Range::last, Comparator.reverseOrder()))
            .toList();
    List<Range> apart = new ArrayList<>();
    for (Range range : sorted) {
      if (apart.isEmpty() || range.first.compareTo(apart.getLast().last) > 0) {
        apart.add(range);
      }
    }
    return apart;
  }

  private record Range(IpAddress first, IpAddress last) {}
}
