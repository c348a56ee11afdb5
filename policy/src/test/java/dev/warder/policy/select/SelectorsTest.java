package dev.warder.policy.select;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.model.KeyRecord.Privilege;
import dev.warder.model.Source;
import dev.warder.model.SourceClass;
import dev.warder.policy.Binding;
import dev.warder.policy.Environment;
import dev.warder.policy.Grant;
import dev.warder.policy.KeyFacts;
import dev.warder.policy.Standing;
import dev.warder.policy.text.Parsed;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SelectorsTest {
  private static final long NOW = micros("2023-07-05T00:00:00Z");

  private final FakeHistory history = new FakeHistory();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0001',
      value = {
        "privileged and minted before 2023-06-20|privileged and minted before 2023-06-20T00:00:00Z",
        "privilege = Privileged|privileged",
        "tenant in (acme)|tenant = acme",
        "tenant not in (acme, globex)|not tenant in (acme, globex)",
        "integration != scim|not integration = scim",
        "(a.b = c)|",
        "NOT (Tenant = Acme OR all)|not (tenant = Acme or all)",
        "all and (all and all)|all and all and all",
        "all or (all and all)|all or all and all",
        "(all or all) and all|(all or all) and all",
        "not not all|not not all",
        "age over 2w|minted before 14d",
        "age under 90min|minted after 90min",
        "minted before 2023-06-20T02:00+02:00|minted before 2023-06-20T00:00:00Z",
        "last-used before 48h|last-used before 2d",
        "expires within 30d|expires within 30d",
        "used-from 203.0.113.0/24|used-from 203.0.113.0/24",
        "used-from (AS14061,DE)|used-from (AS14061, DE)",
        "touched POST /api/runCommand|touched POST /api/runCommand",
        "touched \"GET /api/a(b)\"|touched \"GET /api/a(b)\"",
        "used-from KP after 30d|used-from KP after 30d",
        "used-from KP before 2023-07-01 after 2w|used-from KP after 14d before 2023-07-01T00:00:00Z",
        "touched GET /a before 1h and all|touched GET /a before 1h and all",
        "tenant = \"acme\"|tenant = acme",
        "tenant = \"a b\"|tenant = \"a b\"",
        "tenant = \"100\\*\"|tenant = \"100\\*\"",
        "tenant = \"a*\"|tenant = a*",
        "tenant = \"\"|tenant = \"\"",
      })
  void selectorIsPrintedInItsOneSpelling(String text, String printed) {
    switch (Selectors.parse(text)) {
      case Parsed.Value<Selector>(Selector selector) -> {
        assertThat(selector).hasToString(printed);
        assertThat(Selectors.parse(printed).orThrow()).isEqualTo(selector);
      }
      case Parsed.Problem<Selector> problem -> assertThat(printed).as("%s", problem).isNull();
    }
  }

  @Test
  void whatIsPrintedReadsBackAsTheSame() {
    for (int seed = 0; seed < 20_000; seed++) {
      Selector selector = new RandomSelectors(seed).next(seed % 5);
      assertThat(Selectors.parse(selector.toString()).orThrow())
          .as("seed %s: %s", seed, selector)
          .isEqualTo(selector);
      Selector frozen = selector.frozen(NOW);
      assertThat(Selectors.parse(frozen.toString()).orThrow()).isEqualTo(frozen);
    }
  }

  @Test
  void frozenSelectorPicksForEverWhatItPickedThen() {
    int picked = 0;
    history.lastUsedMicros = NOW - 86_400_000_000L;
    for (int seed = 0; seed < 20_000; seed++) {
      Selector selector = new RandomSelectors(seed).next(3);
      boolean then = selector.matches(key(), history, NOW);
      picked += then ? 1 : 0;
      assertThat(selector.frozen(NOW).matches(key(), history, NOW + 999_999_999_999_999L))
          .as("seed %s: %s", seed, selector)
          .isEqualTo(then);
    }
    assertThat(picked).isBetween(5_000, 15_000);
  }

  @Test
  void anySelectorAnswersForAnyTime() {
    for (int seed = 0; seed < 2_000; seed++) {
      Selector selector = new RandomSelectors(seed).next(3);
      for (long now : new long[] {Long.MIN_VALUE, -1, 0, Long.MAX_VALUE}) {
        boolean picked = selector.matches(key(), history, now);
        assertThat(new Selector.Not(selector).matches(key(), history, now)).isEqualTo(!picked);
        assertThat(selector.frozen(now)).isNotNull();
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "all|true",
        "privileged|true",
        "not privileged|false",
        "id = k1|true",
        "tenant = acme|true",
        "tenant = Acme|false",
        "tenant in (globex, ac*)|true",
        "tenant = a?me|true",
        "tenant = a?e|false",
        "tenant != globex|true",
        "principal = svc-*|true",
        "integration = scim|true",
        "environment = live|true",
        "environment = test|false",
        "standing in (active, fenced)|false",
        "standing = rotated|true",
        "binding = bearer|true",
        "parent = k0|true",
        "parent = \"\"|false",
        "descendant-of k0|true",
        "descendant-of root|true",
        "descendant-of k1|false",
        "minted before 2023-06-20|true",
        "minted before 2023-06-19T12:00Z|false",
        "minted after 2023-06-19T12:00Z|true",
        "age over 15d|true",
        "age over 16d|false",
        "age under 16d|true",
        "expires within 30d|true",
        "expires within 1d|false",
        "expires before 2023-07-08|true",
        "expires never|false",
        "last-used before 30d|false",
        "last-used after 2d|true",
        "last-used never|false",
        "used-from AS14061|true",
        "used-from (DE, FR)|false",
        "used-from 203.0.113.0/24|true",
        "used-from AS14061 after 2023-07-04T00:00Z|true",
        "used-from AS14061 after 2023-07-04T00:00:01Z|false",
        "used-from AS14061 before 2023-07-04T00:00Z|false",
        "used-from AS14061 before 2023-07-04T00:00:01Z|true",
        "touched POST /api/runCommand after 2023-07-01 before 2023-07-02|false",
        "touched POST /api/{any}|true",
        "touched GET /api/{any}|false",
        "posture = stale-*|true",
        "posture = unbound|false",
        "privileged and tenant = acme and not last-used before 1h|false",
        "tenant = globex or privileged and environment = live|true",
        "(tenant = globex or privileged) and environment = test|false",
      })
  void keysArePickedByWhatTheyAre(String text, boolean picked) {
    history.ancestors.addAll(List.of("k0", "root"));
    history.lastUsedMicros = NOW - 86_400_000_000L;
    Source source = new Source("203.0.113.7", 14_061, "", "US", SourceClass.HOSTING, "AS14061 US");
    history.calls.add(
        new FakeHistory.Call(NOW - 86_400_000_000L, source, "POST", "/api/runCommand"));
    history.postures = List.of("stale-grant");
    Selector selector = Selectors.parse(text).orThrow();
    assertThat(selector.matches(key(), history, NOW)).isEqualTo(picked);
  }

  @Test
  void keyThatWasNeverUsedWasNotUsedSinceAnyTime() {
    assertThat(Selectors.parse("last-used before 30d").orThrow().matches(key(), history, NOW))
        .isTrue();
    assertThat(Selectors.parse("last-used never").orThrow().matches(key(), history, NOW)).isTrue();
    assertThat(Selectors.parse("last-used after 30d").orThrow().matches(key(), history, NOW))
        .isFalse();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "all|FIXED|",
        "tenant = a and minted before 30d and descendant-of k|FIXED|",
        "tenant = a or not privileged|CHANGEABLE|",
        "privileged and last-used before 30d|HISTORY|",
        "all or used-from DE and touched GET /a|HISTORY|used-from DE, touched GET /a",
        "not (used-from DE or used-from DE after 1d or not used-from DE)|HISTORY|used-from DE, used-from DE after 1d",
        "not posture = x or last-used never|HISTORY|",
      })
  void selectorTellsWhatItsAnswerRestsOn(String text, Basis basis, String needed) {
    Selector selector = Selectors.parse(text).orThrow();
    assertThat(selector.basis()).isEqualTo(basis);
    List<String> asked = selector.ofCalls().stream().map(Object::toString).toList();
    assertThat(String.join(", ", asked)).isEqualTo(needed == null ? "" : needed);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "(",
        ")",
        "not",
        "and",
        "tenant",
        "tenant =",
        "tenant in",
        "tenant in (",
        "tenant in (a",
        "tenant in (a,",
        "tenant not",
        "minted",
        "minted before",
        "age",
        "age over",
        "expires",
        "last-used",
        "used-from",
        "used-from (",
        "touched",
        "touched GET",
        "used-from DE after",
        "used-from DE after 1d after 2d",
        "used-from DE within 1d",
        "all all",
        "all)",
        "\"",
        "tenant = \"a",
        "descendant-of",
        "a=b",
        "\u0000",
        "tenant = \"\\"
      })
  void whatIsCutShortIsRefusedWithAColumnInTheText(String text) {
    assertThat(Selectors.parse(text))
        .isInstanceOfSatisfying(
            Parsed.Problem.class,
            problem -> {
              assertThat(problem.column()).isBetween(1, text.length() + 1);
              assertThat(problem.message()).isNotBlank();
            });
  }

  @Test
  void boundsHoldAndAreTold() {
    assertRefused("all" + " and all".repeat(512), "at most 512 comparisons");
    assertThat(Selectors.parse("all" + " and all".repeat(511))).isInstanceOf(Parsed.Value.class);
    assertRefused("(".repeat(100_000), "at most 8192 characters");
    assertRefused("(".repeat(8_000), "too many `(`");
    assertRefused("not ".repeat(2_000) + "all", "too many `(`");
    assertRefused("not ".repeat(40) + "all", "32 levels");
    assertThat(Selectors.parse("not ".repeat(31) + "all")).isInstanceOf(Parsed.Value.class);
    assertThat(Selectors.parse("(".repeat(60) + "all" + ")".repeat(60)))
        .isInstanceOf(Parsed.Value.class);
    String many = String.join(",", Collections.nCopies(257, "a"));
    assertRefused("tenant in (" + many + ")", "at most 256 values");
    assertRefused("used-from (" + many.replace("a", "DE") + ")", "at most 256 values");
    assertRefused("tenant = " + "a".repeat(257), "at most 256 characters");
    assertRefused("all" + " or age over 999w".repeat(440), "written out");
  }

  private static void assertRefused(String text, String message) {
    assertThat(Selectors.parse(text))
        .isInstanceOfSatisfying(
            Parsed.Problem.class, problem -> assertThat(problem.message()).contains(message));
  }

  private static KeyFacts key() {
    return new KeyFacts(
        "k1",
        "acme",
        "svc-hr",
        Privilege.PRIVILEGED,
        "scim",
        Environment.LIVE,
        micros("2023-06-19T12:00:00Z"),
        micros("2023-07-07T00:00:00Z"),
        NOW,
        "k0",
        Standing.ROTATED,
        Binding.BEARER,
        Grant.NOTHING);
  }

  private static long micros(String instant) {
    return Instant.parse(instant).getEpochSecond() * 1_000_000;
  }
}
