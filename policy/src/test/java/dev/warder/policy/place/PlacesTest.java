package dev.warder.policy.place;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.model.Source;
import dev.warder.model.SourceClass;
import dev.warder.model.network.IpAddress;
import dev.warder.policy.text.Parsed;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PlacesTest {

  @ParameterizedTest
  @CsvSource({
    "203.0.113.0/24,203.0.113.0/24",
    "198.51.100.7,198.51.100.7",
    "198.51.100.7/32,198.51.100.7",
    "0.0.0.0/0,0.0.0.0/0",
    "2001:DB8::/32,2001:db8::/32",
    "::/0,::/0",
    "::1,::1",
    "::ffff:203.0.113.0/120,203.0.113.0/24",
    "::ffff:1.2.3.4,1.2.3.4",
    "AS14061,AS14061",
    "AS4294967294,AS4294967294",
    "DE,DE",
  })
  void placeReadsBackInItsOneSpelling(String text, String spelled) {
    assertThat(Place.parse(text).orThrow()).hasToString(spelled);
    assertThat(Place.parse(spelled).orThrow()).isEqualTo(Place.parse(text).orThrow());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "203.0.113.7/24|1|write 203.0.113.0/24 for the network, or 203.0.113.7 for the one",
        "203.0.113.0/33|13|a number from 0 to 32",
        "203.0.113.0/024|13|a number from 0 to 32",
        "203.0.113.0/|13|a number from 0 to 32",
        "2001:db8::/129|12|a number from 0 to 128",
        "::ffff:0.0.0.0/95|16|a number from 96 to 128",
        "203.0.113/24|1|is no place: write a network",
        "fe80::1%eth0|1|is no place",
        "de|1|countries are written in capitals: DE",
        "as14061|1|is written as AS14061",
        "AS0|3|is written as AS14061",
        "AS4294967295|12|is written as AS14061",
        "AS1x|4|is written as AS14061",
        "DEU|1|is no place",
      })
  void whatIsNoPlaceIsToldWithItsColumnAndWhatToWrite(String text, int column, String message) {
    assertThat(Place.parse(text))
        .isInstanceOfSatisfying(
            Parsed.Problem.class,
            problem -> {
              assertThat(problem.column()).isEqualTo(column);
              assertThat(problem.message()).contains(message);
            });
  }

  @Test
  void withoutPlacesEverySourceIsWelcome() {
    assertThat(Places.ANYWHERE.hold(Source.UNKNOWN)).isTrue();
  }

  @Test
  void whatIsNotKnownOfASourceIsInNoPlace() {
    Places places = places("AS14061", "DE", "0.0.0.0/0", "::/0");
    assertThat(places.hold(Source.UNKNOWN)).isFalse();
    assertThat(places.hold(source("not an address", 0, ""))).isFalse();
    assertThat(places.hold(source("aws internal", 0, "de"))).isFalse();
  }

  @Test
  void anyOfThePlacesIsEnough() {
    Places places = places("AS14061", "DE", "AD", "ZZ", "203.0.113.0/24");
    assertThat(places.hold(source("1.1.1.1", 14061, "US"))).isTrue();
    assertThat(places.hold(source("1.1.1.1", 1, "DE"))).isTrue();
    assertThat(places.hold(source("1.1.1.1", 1, "ZZ"))).isTrue();
    assertThat(places.hold(source("203.0.113.255", 1, "US"))).isTrue();
    assertThat(places.hold(source("::ffff:203.0.113.255", 1, "US"))).isTrue();
    assertThat(places.hold(source("203.0.114.0", 1, "US"))).isFalse();
    assertThat(places.hold(source("1.1.1.1", 1, "DD"))).isFalse();
  }

  @Test
  void ipv6NetworkHoldsNoIpv4Address() {
    assertThat(places("::/0").hold(source("1.2.3.4", 0, ""))).isFalse();
    assertThat(places("::/0").hold(source("::ffff:1.2.3.4", 0, ""))).isFalse();
    assertThat(places("::/0").hold(source("2001:db8::1", 0, ""))).isTrue();
  }

  @Test
  void rangesHoldExactlyTheAddressesOfTheirNetworks() {
    SplittableRandom random = new SplittableRandom(31);
    int held = 0;
    for (int round = 0; round < 2_000; round++) {
      List<Place> networks = new ArrayList<>();
      for (int i = random.nextInt(12); i >= 0; i--) {
        IpAddress address = address(random);
        int length = random.nextInt(address.isIpv4() ? 33 : 129);
        networks.add(new Place.Network(Place.Network.cut(address, length), length));
      }
      Places places = Places.of(networks);
      for (int i = 0; i < 20; i++) {
        IpAddress address = near(networks, random);
        boolean expected = networks.stream().anyMatch(network -> holds(network, address));
        held += expected ? 1 : 0;
        assertThat(places.hold(source(address.toString(), 0, "")))
            .as("%s in %s", address, networks)
            .isEqualTo(expected);
      }
    }
    assertThat(held).isBetween(4_000, 36_000);
  }

  private static boolean holds(Place place, IpAddress address) {
    return place instanceof Place.Network(IpAddress first, int length)
        && first.isIpv4() == address.isIpv4()
        && Place.Network.cut(address, length).equals(first);
  }

  /// An address at or beside the border of a network, or any.
  private static IpAddress near(List<Place> networks, SplittableRandom random) {
    Place.Network network = (Place.Network) networks.get(random.nextInt(networks.size()));
    return switch (random.nextInt(4)) {
      case 0 -> network.first();
      case 1 -> network.last();
      case 2 -> network.last().isLast() ? network.last() : network.last().next();
      default -> address(random);
    };
  }

  private static IpAddress address(SplittableRandom random) {
    return random.nextBoolean()
        ? IpAddress.ofIpv4(random.nextInt())
        : new IpAddress(random.nextLong() & 0xf000_0000_0000_000fL, random.nextLong());
  }

  @Test
  void tooManyPlacesAreRefused() {
    assertThat(Places.parse(Collections.nCopies(1_025, "DE"))).isInstanceOf(Parsed.Problem.class);
  }

  private static Places places(String... texts) {
    return Places.parse(List.of(texts)).orThrow();
  }

  private static Source source(String address, int asNumber, String country) {
    return new Source(address, asNumber, "", country, SourceClass.UNKNOWN, "x");
  }
}
