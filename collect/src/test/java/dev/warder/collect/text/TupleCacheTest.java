package dev.warder.collect.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TupleCacheTest {

  /// Many tuples have neighbours that differ only by where one slice ends and the next begins.
  @Test
  void aTupleIsFoundAsItselfAndAsNoOther() {
    TupleCache<List<String>> cache = new TupleCache<>(6);
    Random random = new Random(1);
    int found = 0;
    for (int i = 0; i < 200_000; i++) {
      List<String> tuple = tuple(random);
      List<String> known = find(cache, tuple);
      if (known == null) {
        cache.keep(tuple);
      } else {
        found++;
        assertThat(known).isEqualTo(tuple);
      }
      assertThat(find(cache, tuple)).isEqualTo(tuple);
    }
    assertThat(found).isPositive();
  }

  private static List<String> tuple(Random random) {
    List<String> slices = new ArrayList<>();
    String all = "abcdefgh\0\0aaaaaaaaa\0bcd".substring(random.nextInt(8));
    int from = 0;
    while (slices.size() < 4) {
      int to = Math.min(all.length(), from + random.nextInt(12));
      slices.add(random.nextInt(6) == 0 ? "-" : all.substring(from, to));
      from = to;
    }
    return slices;
  }

  @Test
  void bothOfAPairAreKept() {
    TupleCache<List<String>> cache = new TupleCache<>(1);
    List<String> one = List.of("one");
    List<String> other = List.of("other");
    for (List<String> tuple : List.of(one, other)) {
      find(cache, tuple);
      cache.keep(tuple);
    }

    assertThat(find(cache, one)).isEqualTo(one);
    assertThat(find(cache, other)).isEqualTo(other);
  }

  @Test
  void whatIsTooLongIsNeverFound() {
    TupleCache<List<String>> cache = new TupleCache<>(4);
    for (List<String> tuple :
        List.of(List.of("x".repeat(256)), List.of("x".repeat(200), "y".repeat(120)))) {
      assertThat(find(cache, tuple)).isNull();
      assertThat(cache.keep(tuple)).isEqualTo(tuple);
      assertThat(find(cache, tuple)).isNull();
    }
  }

  /// A slice `-` stands for one that is not there.
  private static @Nullable List<String> find(TupleCache<List<String>> cache, List<String> tuple) {
    cache.start();
    for (int i = 0; i < tuple.size(); i++) {
      if (!tuple.get(i).equals("-")) {
        byte[] bytes = tuple.get(i).getBytes(StandardCharsets.UTF_8);
        cache.add(i, bytes, 0, bytes.length);
      }
    }
    return cache.find();
  }
}
