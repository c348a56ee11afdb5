package dev.warder.enrich.network;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.warder.model.SourceClass;
import dev.warder.model.network.IpAddress;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.function.IntFunction;

/// Collects ranges in any order, overlapping or not, and makes a table of them. Single-threaded.
///
/// - Bounds: about 100 bytes per range until [#build] returns
final class NetworkTableBuilder {

  private final Family ipv4 = new Family();
  private final Family ipv6 = new Family();
  private final TreeMap<Integer, String> holders = new TreeMap<>();
  private int rows;

  /// Says which system announces a range. Numbers above 2^31-1 are all reserved or for private use
  /// (IANA), say nothing about a caller and are passed over.
  void addSystem(IpAddress first, IpAddress last, long number, String holder) {
    if (number > 0 && number <= Integer.MAX_VALUE) {
      int system = (int) number;
      family(first).systems.add(new AddressRange(first, last, system, rows++));
      holders.merge(system, holder, (before, now) -> before.isEmpty() ? now : before);
    }
  }

  void addCountry(IpAddress first, IpAddress last, int country) {
    family(first).countries.add(new AddressRange(first, last, country, rows++));
  }

  boolean isEmpty() {
    return rows == 0;
  }

  NetworkTable build(TableOrigin origin, IntFunction<SourceClass> classOfNumber) {
    if (holders.size() + 1 > Entry.MAX_SYSTEMS) {
      throw NetworkTableException.invalid("more than " + Entry.MAX_SYSTEMS + " systems");
    }
    int[] numbers = new int[holders.size() + 1];
    int position = 1;
    for (int number : holders.keySet()) {
      numbers[position++] = number;
    }
    return new NetworkTable(
        origin, systems(numbers, classOfNumber), ipv4Ranges(numbers), ipv6Ranges(numbers));
  }

  private AutonomousSystems systems(int[] numbers, IntFunction<SourceClass> classOfNumber) {
    SourceClass[] classes = new SourceClass[numbers.length];
    int[] ends = new int[numbers.length];
    ByteArrayOutputStream names = new ByteArrayOutputStream();
    classes[0] = SourceClass.UNKNOWN;
    for (int i = 1; i < numbers.length; i++) {
      names.writeBytes(holders.getOrDefault(numbers[i], "").getBytes(UTF_8));
      ends[i] = names.size();
      classes[i] = classOfNumber.apply(numbers[i]);
    }
    return new AutonomousSystems(numbers, classes, names.toByteArray(), ends);
  }

  private Ipv4Ranges ipv4Ranges(int[] numbers) {
    Boundaries flat = ipv4.flatten(numbers);
    int size = flat.size();
    if (size > 0 && !flat.starts().get(size - 1).isIpv4()) {
      size--;
    }
    int[] starts = new int[size];
    int[] entries = new int[size];
    for (int i = 0; i < size; i++) {
      starts[i] = flat.starts().get(i).ipv4Bits();
      entries[i] = flat.values().get(i);
    }
    return new Ipv4Ranges(starts, entries);
  }

  private Ipv6Ranges ipv6Ranges(int[] numbers) {
    Boundaries flat = ipv6.flatten(numbers);
    long[] highs = new long[flat.size()];
    long[] lows = new long[flat.size()];
    int[] entries = new int[flat.size()];
    for (int i = 0; i < flat.size(); i++) {
      highs[i] = flat.starts().get(i).high();
      lows[i] = flat.starts().get(i).low();
      entries[i] = flat.values().get(i);
    }
    return new Ipv6Ranges(highs, lows, entries);
  }

  private Family family(IpAddress address) {
    return address.isIpv4() ? ipv4 : ipv6;
  }

  private static final class Family {
    private final List<AddressRange> systems = new ArrayList<>();
    private final List<AddressRange> countries = new ArrayList<>();

    Boundaries flatten(int[] numbers) {
      return Boundaries.merge(
          Boundaries.flatten(systems),
          Boundaries.flatten(countries),
          (number, country) -> Entry.of(Arrays.binarySearch(numbers, number), country));
    }
  }
}
