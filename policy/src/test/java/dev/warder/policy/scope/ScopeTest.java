package dev.warder.policy.scope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.warder.model.RiskClass;
import dev.warder.policy.text.Parsed;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class ScopeTest {
  private static final List<String> SEGMENTS = List.of("a", "b", "Aa", "BB", "{x}", "**", "");
  private static final List<String> METHODS = List.of("GET", "POST", "*");

  @Test
  void emptyScopeOpensNothing() {
    assertThat(Scope.NOTHING.opens("GET", "/")).isFalse();
    assertThat(Scope.NOTHING.isEmpty()).isTrue();
  }

  @Test
  void scopeOpensExactlyWhatOneOfItsPatternsMeans() {
    SplittableRandom random = new SplittableRandom(21);
    int opened = 0;
    for (int round = 0; round < 3_000; round++) {
      List<OperationPattern> patterns = patterns(random);
      Scope scope = Scope.of(patterns);
      for (int i = 0; i < 20; i++) {
        String method = random.nextInt(3) == 0 ? "DELETE" : "GET";
        String path = path(random);
        boolean meant = patterns.stream().anyMatch(pattern -> pattern.matches(method, path));
        opened += meant ? 1 : 0;
        assertThat(scope.opens(method, path)).as("%s %s %s", scope, method, path).isEqualTo(meant);
      }
    }
    assertThat(opened).isBetween(5_000, 55_000);
  }

  @Test
  void patternsThatShareManyPrefixesStayCheapToAsk() {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < 512; i++) {
      StringBuilder path = new StringBuilder("GET ");
      for (int bit = 0; bit < 9; bit++) {
        path.append((i >>> bit & 1) == 0 ? "/a" : "/{x}");
      }
      texts.add(path.append("/end").toString());
    }
    Scope scope = Scope.parse(texts).orThrow();
    assertThat(scope.opens("GET", "/a".repeat(9) + "/end")).isTrue();
    assertThat(scope.opens("GET", "/a".repeat(9) + "/other")).isFalse();
  }

  @Test
  void mostExactDeclarationTellsTheRiskWhateverTheOrder() {
    List<String> entries =
        new ArrayList<>(
            List.of(
                "WRITE * /api/**",
                "CREDENTIAL * /api/keys/**",
                "READ GET /api/keys/{id}",
                "ADMIN * /api/keys/all",
                "EXECUTE POST /api/{kind}/run"));
    SplittableRandom random = new SplittableRandom(22);
    for (int i = 0; i < 20; i++) {
      Collections.shuffle(entries, new java.util.Random(random.nextLong()));
      OperationRisks risks = OperationRisks.parse(entries).orThrow();
      assertThat(risks.of("GET", "/api/keys/7")).isEqualTo(RiskClass.READ);
      assertThat(risks.of("POST", "/api/keys/7")).isEqualTo(RiskClass.CREDENTIAL);
      assertThat(risks.of("GET", "/api/keys/all")).isEqualTo(RiskClass.ADMIN);
      assertThat(risks.of("POST", "/api/jobs/run")).isEqualTo(RiskClass.EXECUTE);
      assertThat(risks.of("GET", "/api/jobs/run")).isEqualTo(RiskClass.WRITE);
      assertThat(risks.of("GET", "/other")).isEqualTo(RiskClass.UNKNOWN);
      assertThat(risks.of("POST", "/api//keys")).isEqualTo(RiskClass.UNKNOWN);
      assertThat(OperationRisks.parse(risks.entries()).orThrow().entries()).isEqualTo(entries);
    }
  }

  @Test
  void namedSetStandsForItsPatternsAndKeepsItsName() {
    ScopeSets sets =
        ScopeSets.of(Map.of("scim-sync", List.of(pattern("GET /scim/**"), pattern("* /users"))));
    Scope scope = sets.resolve(List.of("@scim-sync", "GET /me")).orThrow();

    assertThat(scope.opens("GET", "/scim/Users")).isTrue();
    assertThat(scope.opens("GET", "/me")).isTrue();
    assertThat(scope.opens("POST", "/me")).isFalse();
    assertThat(scope.entries()).containsExactly("@scim-sync", "GET /me");
    assertThat(scope)
        .isNotEqualTo(
            ScopeSets.of(Map.of("scim-sync", List.of(pattern("GET /x"))))
                .resolve(List.of("@scim-sync", "GET /me"))
                .orThrow());
  }

  @Test
  void unknownSetIsToldWithTheOneThatWasMeant() {
    ScopeSets sets = ScopeSets.of(Map.of("scim-sync", List.of()));
    assertThat(sets.resolve(List.of("GET /me", "@scim-snyc")))
        .isEqualTo(
            new Parsed.Problem<Scope>(
                2, "entry 2 of the scope: there is no set `scim-snyc` (did you mean scim-sync?)"));
  }

  @Test
  void tooManyPatternsAreRefused() {
    List<OperationPattern> many = Collections.nCopies(513, pattern("GET /a"));
    assertThatThrownBy(() -> Scope.of(many)).isInstanceOf(IllegalArgumentException.class);
    assertThat(Scope.parse(Collections.nCopies(513, "GET /a"))).isInstanceOf(Parsed.Problem.class);
  }

  @Test
  void unknownRiskClassIsToldWithItsPlace() {
    switch (OperationRisks.parse(List.of("READ GET /a", "CREDENTAL POST /keys"))) {
      case Parsed.Problem<OperationRisks>(int column, String message) -> {
        assertThat(column).isEqualTo(1);
        assertThat(message).contains("declaration 2", "did you mean CREDENTIAL?");
      }
      case Parsed.Value<OperationRisks> value -> assertThat(value).isNull();
    }
    assertThat(OperationRisks.parse(List.of("READ GET a")))
        .isEqualTo(
            new Parsed.Problem<OperationRisks>(
                10, "declaration 1: a path begins with `/`, one blank after the method"));
  }

  private static OperationPattern pattern(String text) {
    return OperationPattern.parse(text).orThrow();
  }

  private static List<OperationPattern> patterns(SplittableRandom random) {
    List<OperationPattern> patterns = new ArrayList<>();
    for (int i = random.nextInt(8); i >= 0; i--) {
      List<String> segments = new ArrayList<>();
      for (int j = random.nextInt(4); j >= 0; j--) {
        segments.add(SEGMENTS.get(random.nextInt(j == 0 ? 7 : 5)));
      }
      patterns.add(new OperationPattern(METHODS.get(random.nextInt(3)), segments));
    }
    return patterns;
  }

  private static String path(SplittableRandom random) {
    StringBuilder path = new StringBuilder();
    for (int i = random.nextInt(5); i >= 0; i--) {
      path.append('/').append(List.of("a", "b", "Aa", "BB", "c").get(random.nextInt(5)));
    }
    return random.nextInt(6) == 0 ? path + "/" : path.toString();
  }
}
