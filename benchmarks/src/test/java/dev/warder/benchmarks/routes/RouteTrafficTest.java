package dev.warder.benchmarks.routes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.benchmarks.routes.RouteTraffic.RouteCall;
import dev.warder.benchmarks.routes.TrueOperation.DeclaredParameter;
import dev.warder.testkit.draw.Draw;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RouteTrafficTest {
  private static final List<TrueOperation> OPERATIONS =
      List.of(
          operation("GET", "/users"),
          operation("GET", "/users/{name}"),
          operation("GET", "/users/me"),
          operation("DELETE", "/users/{name}"),
          operation("GET", "/reports/usage(period='{period}').{format}"));

  private static TrueOperation operation(String method, String template) {
    return new TrueOperation("p", "p/1", method, template, List.of());
  }

  private static List<RouteCall> calls(long seed) {
    return new RouteTraffic(OPERATIONS, new Draw(seed)).calls();
  }

  @Test
  void everyOperationIsCalledByPathsThatAreItsOwn() {
    List<RouteCall> calls = calls(1);

    for (int i = 0; i < OPERATIONS.size(); i++) {
      int truth = i;
      assertThat(calls)
          .filteredOn(call -> call.truth() == truth)
          .isNotEmpty()
          .allMatch(call -> OPERATIONS.get(truth).accepts(call.path()))
          .allMatch(call -> call.method().equals(OPERATIONS.get(truth).method()));
    }
    assertThat(calls)
        .filteredOn(call -> call.truth() == 1)
        .noneMatch(call -> call.path().endsWith("/me"));
    assertThat(calls).noneMatch(call -> call.path().contains("{"));
  }

  @Test
  void guessesAreAnsweredNotFoundAndDoNotCount() {
    assertThat(calls(1))
        .filteredOn(call -> call.truth() < 0)
        .isNotEmpty()
        .allMatch(call -> call.status() == 404 && !call.counts());
  }

  @Test
  void sameSeedGivesTheSameCallsAndAnotherOthers() {
    assertThat(calls(7)).isEqualTo(calls(7)).isNotEqualTo(calls(8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"^AC[0-9a-fA-F]{32}$", "^\\d+$", "^(SM|MM)[0-9]{4}$", "[a-z]{2,5}-\\d?", "a.c*"})
  void textOfAPatternFitsThePattern(String pattern) {
    for (int i = 0; i < 50; i++) {
      assertThat(PatternText.draw(pattern, new Draw(i))).matches(pattern);
    }
  }

  @Test
  void patternThatCannotBeDrawnIsNotGuessed() {
    assertThat(PatternText.draw("(?!x)y", new Draw(1))).isNull();
    assertThat(PatternText.draw("[^a]+", new Draw(1))).isNull();
    assertThat(PatternText.draw("a{", new Draw(1))).isNull();
  }

  @Test
  void declaredValuesAreTheOnlyOnes() {
    DeclaredParameter declared =
        new DeclaredParameter("kind", "string", "", "", "", List.of("big cats", "dogs", "a/b"));

    assertThat(ParameterValues.pool(declared, new Draw(1))).containsExactly("big%20cats", "dogs");
  }
}
