package dev.warder.model.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class IpTextTest {

  @Test
  void everyAddressReadsBackFromItsOneSpelling() {
    SplittableRandom random = new SplittableRandom(11);
    for (int i = 0; i < 20_000; i++) {
      long mask = -1L << random.nextInt(64);
      IpAddress address = new IpAddress(random.nextLong() & mask, random.nextLong() & ~mask);
      assertThat(IpAddress.parse(address.toString())).isEqualTo(address);
      IpAddress ipv4 = IpAddress.ofIpv4(random.nextInt());
      assertThat(IpAddress.parse(ipv4.toString())).isEqualTo(ipv4);
    }
  }

  @Test
  void anyTextOfColonsDotsAndDigitsIsReadAsByThePlainReader() {
    SplittableRandom random = new SplittableRandom(12);
    String[] pieces = {"1", "ab", "::", ":", "0", "ffff", ".", "255.1.2.3", "1:2:3", "12345", "%e"};
    int readable = 0;
    for (int i = 0; i < 200_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int piece = random.nextInt(12); piece >= 0; piece--) {
        text.append(pieces[random.nextInt(pieces.length)]);
      }
      IpAddress expected = plainly(text.toString());
      readable += expected == null ? 0 : 1;
      assertThat(IpAddress.parseIpv6(text.toString())).as("%s", text).isEqualTo(expected);
    }
    assertThat(readable).isGreaterThan(500);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "1.2.3", "01.2.3.4", "1.2.3.4:80", "[::1]", "::1/64", "0x7f.1", "fe80::1 "})
  void whatIsDecoratedOrShortIsNoAddress(String text) {
    assertThat(IpAddress.parse(text)).isNull();
  }

  /// The same grammar by cutting the text into pieces.
  private static @Nullable IpAddress plainly(String text) {
    String address = text.contains("%") ? text.substring(0, text.indexOf('%')) : text;
    int gap = address.indexOf("::");
    List<Integer> before = groups(gap < 0 ? address : address.substring(0, gap), gap < 0);
    List<Integer> after = gap < 0 ? List.of() : groups(address.substring(gap + 2), true);
    if (before == null || after == null) {
      return null;
    }
    int missing = 8 - before.size() - after.size();
    if (gap < 0 ? missing != 0 : missing < 1) {
      return null;
    }
    List<Integer> all = new ArrayList<>(before);
    for (int i = 0; i < missing; i++) {
      all.add(0);
    }
    all.addAll(after);
    long high = 0;
    long low = 0;
    for (int i = 0; i < 4; i++) {
      high = (high << 16) | all.get(i);
      low = (low << 16) | all.get(i + 4);
    }
    return new IpAddress(high, low);
  }

  private static @Nullable List<Integer> groups(String text, boolean last) {
    List<Integer> groups = new ArrayList<>();
    if (text.isEmpty()) {
      return groups;
    }
    String[] pieces = text.split(":", -1);
    for (int i = 0; i < pieces.length; i++) {
      String piece = pieces[i];
      if (last && i == pieces.length - 1 && piece.contains(".")) {
        long bits = IpText.ipv4(piece, 0, piece.length());
        if (bits < 0) {
          return null;
        }
        groups.add((int) (bits >>> 16));
        groups.add((int) (bits & 0xffff));
      } else if (piece.matches("[0-9a-f]{1,4}")) {
        groups.add(Integer.parseInt(piece, 16));
      } else {
        return null;
      }
    }
    return groups;
  }
}
