package dev.warder.enrich.network;

/// What a table knows of an address, in one int: `position of the system << 10 | country`.
final class Entry {

  static final int MAX_SYSTEMS = 1 << (31 - CountryCode.BITS);

  private Entry() {}

  static int of(int system, int country) {
    return system << CountryCode.BITS | country;
  }

  static int system(int entry) {
    return entry >>> CountryCode.BITS;
  }

  static int country(int entry) {
    return entry & ((1 << CountryCode.BITS) - 1);
  }
}
