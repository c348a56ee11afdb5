package dev.warder.enrich;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.model.Client;
import dev.warder.model.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class EnricherTest {

  private static final Enricher ENRICHER = Enricher.standard();

  @Test
  void equalTextsShareOneObject() {
    Source source = ENRICHER.source("8.8.8.8", "US");
    assertThat(ENRICHER.source(String.valueOf("8.8.8.8".toCharArray()), "US")).isSameAs(source);
    Client client = ENRICHER.client("curl/8.5.0", "");
    assertThat(ENRICHER.client(String.valueOf("curl/8.5.0".toCharArray()), "")).isSameAs(client);
  }

  @Test
  void hintAndFingerprintBelongToTheQuestion() {
    assertThat(ENRICHER.source("203.0.113.9", "NL").country()).isEqualTo("NL");
    assertThat(ENRICHER.source("203.0.113.9", "DE").country()).isEqualTo("DE");
    assertThat(ENRICHER.client("curl/8.5.0", "one").ja4()).isEqualTo("one");
    assertThat(ENRICHER.client("curl/8.5.0", "two").ja4()).isEqualTo("two");
  }

  @Test
  void tableInUseTellsItsAge() {
    assertThat(ENRICHER.networks().date()).isEqualTo("2026-06-17");
  }

  @Test
  void memoryIsBoundedAndForgettingChangesNoAnswer() {
    AtomicInteger computed = new AtomicInteger();
    PairCache<String> cache =
        new PairCache<>(
            4,
            (first, second) -> {
              computed.incrementAndGet();
              return first + "|" + second;
            });
    for (int round = 0; round < 2; round++) {
      for (int i = 0; i < 1_000; i++) {
        assertThat(cache.get("key" + i, "x")).isEqualTo("key" + i + "|x");
      }
    }
    assertThat(computed).hasValueBetween(1_992, 2_000);
  }

  @Test
  void twoPairsOfOnePlaceAreBothRemembered() {
    AtomicInteger computed = new AtomicInteger();
    PairCache<Integer> cache = new PairCache<>(1, (first, second) -> computed.incrementAndGet());
    for (int round = 0; round < 10; round++) {
      cache.get("a", "");
      cache.get("b", "");
    }
    assertThat(computed).hasValue(2);
  }

  @Test
  void longTextsAreNotRemembered() {
    AtomicInteger computed = new AtomicInteger();
    PairCache<Integer> cache = new PairCache<>(1, (first, second) -> computed.incrementAndGet());
    String text = "x".repeat(PairCache.MAX_KEY_CHARS + 1);
    cache.get(text, "");
    cache.get(text, "");
    assertThat(computed).hasValue(2);
  }

  @Test
  void threadsThatShareAnEnricherGetTheSameAnswers()
      throws InterruptedException, ExecutionException {
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      List<Future<List<Source>>> answers = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        answers.add(threads.submit(EnricherTest::manySources));
      }
      List<Source> expected = manySources();
      for (Future<List<Source>> answer : answers) {
        assertThat(answer.get()).isEqualTo(expected);
      }
    }
  }

  private static List<Source> manySources() {
    List<Source> sources = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      sources.add(ENRICHER.source((i % 200) + "." + (i * 31 % 256) + ".7.9", ""));
    }
    return sources;
  }
}
