package dev.warder.model.network;

import org.jspecify.annotations.Nullable;

/// An IP address as 128 bits, IPv4 in its mapped form (`::ffff:0:0/96`, RFC 4291 section 2.5.5.2).
///
/// An IPv4 address and its IPv6-mapped spelling are therefore the same value. Order is unsigned.
///
/// @param high the first 64 bits
/// @param low the last 64 bits
public record IpAddress(long high, long low) implements Comparable<IpAddress> {

  private static final long IPV4_MARK = 0xffff_0000_0000L;
  private static final long NAT64_HIGH = 0x0064_ff9b_0000_0000L;
  private static final long SITE_MASK = 0xffff_ffff_ffff_0000L;

  /// The address of 32 bits.
  public static IpAddress ofIpv4(int bits) {
    return new IpAddress(0, IPV4_MARK | Integer.toUnsignedLong(bits));
  }

  /// The address that a text spells, dotted decimal or IPv6 with or without a zone; null if it
  /// spells none.
  public static @Nullable IpAddress parse(String text) {
    long bits = IpText.ipv4(text, 0, text.length());
    return bits >= 0 ? ofIpv4((int) bits) : parseIpv6(text);
  }

  /// The address that an IPv6 text spells, a zone dropped; null if it spells none.
  public static @Nullable IpAddress parseIpv6(String text) {
    return IpText.isIpv6(text) ? new IpAddress(IpText.high(text), IpText.low(text)) : null;
  }

  public boolean isIpv4() {
    return high == 0 && low >>> 32 == 0xffff;
  }

  /// The 32 bits of an IPv4 address; meaningless for any other.
  public int ipv4Bits() {
    return (int) low;
  }

  /// `0.0.0.0` or `::`, which say that there is no address.
  public boolean isUnspecified() {
    return high == 0 && (low == 0 || low == IPV4_MARK);
  }

  /// RFC 1918, RFC 4193, loopback, link-local, carrier-grade NAT.
  public boolean isPrivate() {
    return isIpv4() ? isPrivateIpv4(ipv4Bits()) : isPrivateIpv6();
  }

  private static boolean isPrivateIpv4(int bits) {
    int eight = bits >>> 24;
    int sixteen = bits >>> 16;
    return eight == 10
        || eight == 127
        || sixteen >>> 4 == 0xac1
        || sixteen == 0xc0a8
        || sixteen == 0xa9fe
        || bits >>> 22 == 0x6440 >>> 6;
  }

  private boolean isPrivateIpv6() {
    boolean uniqueLocal = high >>> 57 == 0xfc >>> 1;
    boolean linkLocal = high >>> 54 == 0xfe80 >>> 6;
    return uniqueLocal || linkLocal || (high == 0 && low == 1);
  }

  /// The address whose network is to be looked up: behind the well-known NAT64 prefix (RFC 6052)
  /// the caller is the IPv4 host inside.
  public IpAddress networked() {
    return high == NAT64_HIGH && low >>> 32 == 0 ? ofIpv4((int) low) : this;
  }

  /// The `/24` (IPv4) or `/48` (IPv6) around this address.
  public String prefix() {
    return isIpv4()
        ? ofIpv4(ipv4Bits() & 0xffff_ff00) + "/24"
        : new IpAddress(high & SITE_MASK, 0) + "/48";
  }

  public IpAddress next() {
    return new IpAddress(low == -1 ? high + 1 : high, low + 1);
  }

  public boolean isLast() {
    return high == -1 && low == -1;
  }

  @Override
  public int compareTo(IpAddress other) {
    int byHigh = Long.compareUnsigned(high, other.high);
    return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
  }

  /// The one spelling per address: dotted decimal, or RFC 5952.
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(39);
    if (isIpv4()) {
      appendIpv4(text);
    } else {
      appendIpv6(text);
    }
    return text.toString();
  }

  private void appendIpv4(StringBuilder text) {
    for (int shift = 24; shift >= 0; shift -= 8) {
      text.append(low >>> shift & 0xff);
      if (shift > 0) {
        text.append('.');
      }
    }
  }

  private void appendIpv6(StringBuilder text) {
    int gapStart = longestZeroRun();
    int gapEnd = gapStart < 0 ? -1 : zeroRunEnd(gapStart);
    int group = 0;
    while (group < 8) {
      if (group == gapStart) {
        text.append("::");
        group = gapEnd;
        continue;
      }
      if (group > 0 && group != gapEnd) {
        text.append(':');
      }
      text.append(Integer.toHexString(group(group)));
      group++;
    }
  }

  /// First group of the longest run of at least two zero groups, the first such run on a tie; -1 if
  /// there is none.
  private int longestZeroRun() {
    int best = -1;
    int bestLength = 1;
    for (int start = 0; start < 8; start++) {
      int length = zeroRunEnd(start) - start;
      if (length > bestLength) {
        best = start;
        bestLength = length;
      }
    }
    return best;
  }

  private int zeroRunEnd(int start) {
    int end = start;
    while (end < 8 && group(end) == 0) {
      end++;
    }
    return end;
  }

  private int group(int index) {
    long half = index < 4 ? high : low;
    return (int) (half >>> ((3 - (index & 3)) * 16)) & 0xffff;
  }
}
