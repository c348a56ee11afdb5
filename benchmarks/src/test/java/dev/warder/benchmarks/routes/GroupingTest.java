package dev.warder.benchmarks.routes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.benchmarks.routes.RouteTraffic.RouteCall;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GroupingTest {
  private static final List<TrueOperation> OPERATIONS =
      List.of(
          operation("/users/{id}"),
          operation("/users/me"),
          operation("/a"),
          operation("/b/{x}.json"));

  private static TrueOperation operation(String template) {
    return new TrueOperation("p", "p/1", "GET", template, List.of());
  }

  private static Grouping grouping(int[] truths, Object... groups) {
    return Grouping.of(OPERATIONS, truths, groups);
  }

  @Test
  void groupsThatAreTheOperationsAreAllRight() {
    Grouping found = grouping(new int[] {0, 0, 1, 2, 3}, "u", "u", "m", "a", "b");

    assertThat(found.f1()).isEqualTo(1);
    assertThat(found.overMerge()).isZero();
  }

  @Test
  void anOperationInTwoGroupsIsWrongButNotFused() {
    Grouping found = grouping(new int[] {0, 0, 2, 3}, "u1", "u2", "a", "b");

    assertThat(found.precision()).isEqualTo(2.0 / 4);
    assertThat(found.recall()).isEqualTo(2.0 / 3);
    assertThat(found.fused()).isZero();
  }

  @Test
  void operationsInOneGroupAreBothWrongAndBothFused() {
    Grouping found = grouping(new int[] {0, 2, 3}, "x", "x", "b");

    assertThat(found.right()).isEqualTo(1);
    assertThat(found.fused()).isEqualTo(2);
  }

  @Test
  void aLiteralFusedWithTheParameterBesideItIsCountedApart() {
    Grouping found = grouping(new int[] {0, 1, 2}, "x", "x", "a");

    assertThat(found.right()).isEqualTo(1);
    assertThat(found.fused()).isZero();
    assertThat(found.overlapping()).isEqualTo(2);
    assertThat(found.overlapFused()).isEqualTo(2);
  }

  @Test
  void numericRuleTakesNumbersAndUuidsAndNothingElse() {
    List<RouteCall> calls =
        calls("/a/1", "/a/2", "/a/x", "/a/6ba7b810-9dad-11d1-80b4-00c04fd430c8");

    assertThat(BaselineRules.numeric("h", calls))
        .containsExactly("GET/a/{}", "GET/a/{}", "GET/a/x", "GET/a/{}");
  }

  @Test
  void elevenWordsAreMergedByTheOtherRuleAndTenAreNot() {
    assertThat(BaselineRules.mergeAfterTen("h", words(10))).doesNotHaveDuplicates();
    assertThat(BaselineRules.mergeAfterTen("h", words(11))).containsOnly("GET/a/{}");
  }

  private static List<RouteCall> words(int size) {
    return calls(
        IntStream.range(0, size).mapToObj(i -> "/a/" + (char) ('a' + i)).toArray(String[]::new));
  }

  private static List<RouteCall> calls(String... paths) {
    return List.of(paths).stream().map(path -> new RouteCall("GET", path, 200, 0)).toList();
  }
}
