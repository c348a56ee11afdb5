package dev.warder.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.policy.scope.OperationPattern;
import dev.warder.policy.scope.ScopeSets;
import dev.warder.policy.text.Parsed;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class GrantTextTest {
  private static final ScopeSets SETS =
      ScopeSets.of(Map.of("scim", List.of(OperationPattern.parse("GET /scim/**").orThrow())));

  @Test
  void grantReadsBackFromItsText() {
    GrantText text =
        new GrantText(
            List.of("@scim", "GET /api/systems/{id}"),
            List.of("GET /api/systems/{id}"),
            List.of("203.0.113.0/24", "AS14061", "DE"),
            List.of("Mon-Fri 08:00-18:00 Europe/Berlin"),
            List.of("5/min on POST /api/runCommand", "600/min", "10000/h per tenant"),
            List.of("CREDENTIAL", "EXECUTE"),
            "SHADOW");
    Grant grant = text.parse(SETS).orThrow();
    assertThat(GrantText.of(grant)).isEqualTo(text);
    assertThat(GrantText.of(grant).parse(SETS).orThrow()).isEqualTo(grant);
    assertThat(grant.scope().opens("GET", "/scim/Users")).isTrue();
  }

  @Test
  void firstProblemIsToldWithItsListEntryAndColumn() {
    assertProblem(
        text(List.of("GET /a", "GET a"), List.of(), List.of(), "ENFORCE"),
        5,
        "scope: entry 2 of the scope: a path begins with `/`");
    assertProblem(
        text(List.of(), List.of("DE", "203.0.113.0/40"), List.of(), "ENFORCE"),
        13,
        "places: place 2: the length");
    assertProblem(
        text(List.of(), List.of(), List.of("EXECUT"), "ENFORCE"), 1, "held: `EXECUT` is none of");
    assertProblem(
        text(List.of(), List.of(), List.of(), "enforce"),
        1,
        "mode: `enforce` is none of OBSERVE, SHADOW, ENFORCE (did you mean ENFORCE?)");
  }

  private static void assertProblem(GrantText text, int column, String message) {
    assertThat(text.parse(SETS))
        .isInstanceOfSatisfying(
            Parsed.Problem.class,
            problem -> {
              assertThat(problem.column()).isEqualTo(column);
              assertThat(problem.message()).startsWith(message);
            });
  }

  private static GrantText text(
      List<String> scope, List<String> places, List<String> held, String mode) {
    return new GrantText(scope, List.of(), places, List.of(), List.of(), held, mode);
  }
}
