package dev.warder.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import dev.warder.policy.hours.Window;
import dev.warder.policy.place.Place;
import dev.warder.policy.rate.Limit;
import dev.warder.policy.scope.OperationPattern;
import dev.warder.policy.scope.OperationRisks;
import dev.warder.policy.scope.Scope;
import dev.warder.policy.text.Parsed;
import java.util.List;
import java.util.function.Function;

final class PolicyTextFuzz {

  @FuzzTest
  void anyTextIsAPatternThatPrintsBackOrAProblemInTheText(@NotNull String text) {
    check(text, OperationPattern::parse);
  }

  @FuzzTest
  void anyTextIsAPlaceThatPrintsBackOrAProblemInTheText(@NotNull String text) {
    check(text, Place::parse);
  }

  @FuzzTest
  void anyTextIsAWindowThatPrintsBackOrAProblemInTheText(@NotNull String text) {
    check(text, Window::parse);
  }

  @FuzzTest
  void anyTextIsALimitThatPrintsBackOrAProblemInTheText(@NotNull String text) {
    check(text, Limit::parse);
  }

  @FuzzTest
  void anyTextIsADeclaredRiskOrAProblemInTheText(@NotNull String text) {
    switch (OperationRisks.parse(List.of(text))) {
      case Parsed.Value<OperationRisks>(OperationRisks risks) ->
          assertThat(risks.entries()).containsExactly(text);
      case Parsed.Problem<OperationRisks> problem -> checkProblem(text, problem);
    }
  }

  /// Two ways to the same answer: the table, and each pattern by itself.
  @FuzzTest
  void anyPathIsOpenedByAScopeIfOneOfItsPatternsMeansIt(@NotNull String path) {
    List<String> texts = List.of("GET /", "GET /{a}", "GET /{a}/**", "GET /a/b/", "GET /a/{b}/c");
    boolean meant =
        texts.stream().anyMatch(t -> OperationPattern.parse(t).orThrow().matches("GET", path));
    assertThat(Scope.parse(texts).orThrow().opens("GET", path)).isEqualTo(meant);
  }

  private static <T> void check(String text, Function<String, Parsed<T>> parser) {
    switch (parser.apply(text)) {
      case Parsed.Value<T>(T value) ->
          assertThat(parser.apply(value.toString()).orThrow()).isEqualTo(value);
      case Parsed.Problem<T> problem -> checkProblem(text, problem);
    }
  }

  private static void checkProblem(String text, Parsed.Problem<?> problem) {
    assertThat(problem.column()).isBetween(1, text.length() + 1);
    assertThat(problem.message()).isNotBlank().hasSizeLessThan(400);
  }
}
