package dev.warder.policy.place;

import dev.warder.model.Source;
import dev.warder.model.network.IpText;
import dev.warder.policy.text.Parsed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Where calls may come from: any of some places.
///
/// - Guarantees: what is not known of a source is in no place: without a network table no
///   autonomous system and no country holds anything; answering allocates nothing
/// - Does not guarantee: that the address is the caller's: whoever asks must take it from hops it
///   trusts
/// - Bounds: at most 1,024 places; a look-up is a binary search
public final class Places {
  /// Every place; what a key has that is bound to none.
  public static final Places ANYWHERE = new Places(List.of());

  static final int MOST = 1_024;
  private static final int LETTERS = 26;

  private final List<Place> entries;
  private final AddressRanges ranges;
  private final long[] asNumbers;
  private final long[] countries = new long[((LETTERS * LETTERS) >>> 6) + 1];

  private Places(List<Place> entries) {
    this.entries = List.copyOf(entries);
    List<Place.Network> networks = new ArrayList<>();
    List<Long> numbers = new ArrayList<>();
    for (Place entry : entries) {
      switch (entry) {
        case Place.Network network -> networks.add(network);
        case Place.AutonomousSystem(long number) -> numbers.add(number);
        case Place.Country(String code) -> countries[country(code) >>> 6] |= 1L << country(code);
      }
    }
    ranges = AddressRanges.of(networks);
    asNumbers = numbers.stream().mapToLong(Long::longValue).sorted().toArray();
  }

  /// Any of some places; [#ANYWHERE] if there are none.
  ///
  /// @throws IllegalArgumentException if they are too many
  public static Places of(List<Place> entries) {
    if (entries.size() > MOST) {
      throw new IllegalArgumentException("more than " + MOST + " places");
    }
    return entries.isEmpty() ? ANYWHERE : new Places(entries);
  }

  /// Reads places, one per entry; a problem tells which entry in its words.
  public static Parsed<Places> parse(List<String> texts) {
    if (texts.size() > MOST) {
      return new Parsed.Problem<>(1, "at most " + MOST + " places can be named");
    }
    List<Place> entries = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      switch (Place.parse(texts.get(i))) {
        case Parsed.Value<Place>(Place place) -> entries.add(place);
        case Parsed.Problem<Place>(int column, String message) -> {
          return new Parsed.Problem<>(column, "place " + (i + 1) + ": " + message);
        }
      }
    }
    return new Parsed.Value<>(of(entries));
  }

  /// Whether a source is in one of the places.
  public boolean hold(Source source) {
    return entries.isEmpty()
        || Arrays.binarySearch(asNumbers, source.asNumber()) >= 0
        || holdCountry(source.country())
        || holdAddress(source.address());
  }

  private boolean holdCountry(String code) {
    return PlaceReader.isCountry(code)
        && (countries[country(code) >>> 6] >>> country(code) & 1) != 0;
  }

  private boolean holdAddress(String address) {
    if (ranges.isEmpty()) {
      return false;
    }
    long bits = IpText.ipv4(address, 0, address.length());
    if (bits >= 0) {
      return ranges.holdIpv4(bits);
    }
    long high = IpText.high(address);
    boolean spelled = high != -1 || IpText.isIpv6(address);
    return spelled && ranges.hold(high, IpText.low(address));
  }

  private static int country(String code) {
    return (code.charAt(0) - 'A') * LETTERS + code.charAt(1) - 'A';
  }

  /// The places as they were named.
  public List<Place> entries() {
    return entries;
  }

  public boolean isAnywhere() {
    return entries.isEmpty();
  }

  /// Whether each place is one of others, too.
  public boolean areWithin(Places wider) {
    return wider.entries.isEmpty() || (!entries.isEmpty() && wider.entries.containsAll(entries));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Places places && entries.equals(places.entries);
  }

  @Override
  public int hashCode() {
    return entries.hashCode();
  }

  @Override
  public String toString() {
    return "Places" + entries;
  }
}
