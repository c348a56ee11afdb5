package dev.warder.engine.parameter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.engine.Traffic;
import dev.warder.model.Activity;
import dev.warder.model.Parameter;
import dev.warder.model.Parameter.Place;
import dev.warder.model.ValueShape;
import dev.warder.model.inventory.ParameterSummary;
import dev.warder.model.inventory.SensitiveData.Basis;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ParametersSeenTest {
  private static final SensitiveKinds KINDS =
      new SensitiveKinds(
          List.of(
              new SensitiveKind(
                  "payment-card",
                  "payment card",
                  List.of(ValueShape.LUHN),
                  0.1,
                  9,
                  false,
                  name -> name.equals("card")),
              new SensitiveKind(
                  "secret", "secret", List.of(), 0.5, 0, true, name -> name.equals("password"))));

  private final FieldBudget budget = new FieldBudget();
  private final ParametersSeen seen = new ParametersSeen(budget);
  private final Random random = new Random(1);

  @Test
  void parameterOfEveryCallIsRequiredAndOneOfSomeIsNot() {
    for (int i = 0; i < 20; i++) {
      call(200, query("limit", "" + i), i % 2 == 0 ? query("q", "w") : query("r", "w"));
    }

    assertThat(only("limit").required()).isTrue();
    assertThat(only("q").required()).isFalse();
    assertThat(only("q").calls()).isEqualTo(10);
  }

  @Test
  void fewCallsMakeNothingRequired() {
    for (int i = 0; i < ParametersSeen.ENOUGH_CALLS - 1; i++) {
      call(200, query("limit", "" + i));
    }

    assertThat(only("limit").required()).isFalse();
  }

  @Test
  void typeAndFormatComeFromTheValuesAndSurviveAStrayOne() {
    for (int i = 0; i < 100; i++) {
      call(200, query("n", "" + i), query("day", "2026-10-" + (10 + i % 20)));
    }
    call(200, query("n", "abc"));

    assertThat(only("n").type()).isEqualTo("integer");
    assertThat(only("day").format()).isEqualTo("date");
  }

  @Test
  void whatIsRefusedTeachesNothing() {
    call(400, query("probe", "1"));
    call(404, query("probe", "1"));
    call(403, query("probe", "1"));

    assertThat(seen.summaries("/x", KINDS)).isEmpty();
  }

  @Test
  void oneValueSentAThousandTimesIsOneValue() {
    for (int i = 0; i < 1_000; i++) {
      call(200, query("number", "4111111111111111"));
    }

    assertThat(only("number").sensitive()).isEmpty();
  }

  @Test
  void cardNumbersUnderAnyNameAreFoundAndRandomNumbersUnderThatNameAreNot() {
    for (int i = 0; i < 40; i++) {
      call(200, query("n", card()), query("card", "41" + digits(14)));
    }

    assertThat(only("n").sensitive())
        .singleElement()
        .satisfies(found -> assertThat(found.basis()).isEqualTo(Basis.VALUES));
    assertThat(only("card").sensitive()).isEmpty();
  }

  @Test
  void tellingNameNeedsFewerValues() {
    for (int i = 0; i < 3; i++) {
      call(200, query("n", card()), query("card", card()));
    }

    assertThat(only("card").sensitive())
        .singleElement()
        .satisfies(found -> assertThat(found.basis()).isEqualTo(Basis.NAME_AND_VALUES));
    assertThat(only("n").sensitive()).isEmpty();
  }

  @Test
  void nameAloneIsMarkedAsSuchAndAFlagIsNoSecret() {
    call(200, query("password", "x"));
    assertThat(only("password").sensitive())
        .singleElement()
        .satisfies(found -> assertThat(found.basis()).isEqualTo(Basis.NAME));

    ParametersSeen flags = new ParametersSeen(budget);
    flags.count(activity(200, query("password", "true")), "/x");
    assertThat(flags.summaries("/x", KINDS).getFirst().sensitive()).isEmpty();
  }

  @Test
  void pathParametersHaveTheTypeOfTheirSegments() {
    for (int i = 0; i < 30; i++) {
      Activity activity =
          Traffic.of("k").get("/users/" + i + "/files/2026-10-" + (10 + i % 20) + ".csv").at(i);
      seen.count(activity, "/users/{id}/files/{day}.csv");
    }

    List<ParameterSummary> parameters = seen.summaries("/users/{id}/files/{day}.csv", KINDS);
    assertThat(parameters).extracting(ParameterSummary::name).containsExactly("id", "day");
    assertThat(parameters.get(0).type()).isEqualTo("integer");
    assertThat(parameters.get(1).format()).isEqualTo("date");
    assertThat(parameters).allSatisfy(p -> assertThat(p.required()).isTrue());
  }

  @Test
  void furtherFieldsAreCountedAndNotKept() {
    for (int i = 0; i < 200; i++) {
      call(200, query("name_" + i, "1"));
    }

    assertThat(seen.summaries("/x", KINDS)).hasSize(ParametersSeen.MAX_FIELDS);
    assertThat(seen.leftOut()).isEqualTo(200 - ParametersSeen.MAX_FIELDS);
  }

  @Test
  void allOperationsTogetherKeepABoundedNumberOfFields() {
    int kept = 0;
    for (int i = 0; i < 2_000; i++) {
      ParametersSeen operation = new ParametersSeen(budget);
      for (int n = 0; n < ParametersSeen.MAX_FIELDS; n++) {
        operation.count(activity(200, query("name_" + n, "1")), "/x");
      }
      kept += operation.summaries("/x", KINDS).size();
    }

    assertThat(kept).isEqualTo(FieldBudget.MOST_FIELDS);
  }

  @Test
  void mergedOperationsAddUp() {
    ParametersSeen other = new ParametersSeen(budget);
    for (int i = 0; i < 6; i++) {
      call(200, query("a", "" + i), query("b", "" + i));
      other.count(activity(200, query("a", "x" + i), query("c", "1")), "/x");
    }
    seen.absorb(other);

    assertThat(only("a").calls()).isEqualTo(12);
    assertThat(only("a").type()).isEqualTo("string");
    assertThat(only("a").required()).isTrue();
    assertThat(only("b").required()).isFalse();
    assertThat(only("c").calls()).isEqualTo(6);
  }

  @Test
  void tailOfTheBinomialIsExact() {
    assertThat(SensitiveKinds.logTail(20, 20, 0.1)).isCloseTo(20 * Math.log(0.1), within());
    assertThat(SensitiveKinds.logTail(1, 1, 0.25)).isCloseTo(Math.log(0.25), within());
    assertThat(SensitiveKinds.logTail(3, 2, 0.5)).isCloseTo(Math.log(0.5), within());
    assertThat(SensitiveKinds.logTail(10, 0, 0.3)).isCloseTo(0, within());
  }

  private static org.assertj.core.data.Offset<Double> within() {
    return org.assertj.core.data.Offset.offset(1e-9);
  }

  private ParameterSummary only(String name) {
    return seen.summaries("/x", KINDS).stream()
        .filter(p -> p.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private void call(int status, Parameter... parameters) {
    seen.count(activity(status, parameters), "/x");
  }

  private static Activity activity(int status, Parameter... parameters) {
    return Traffic.with(Traffic.of("k").get("/x").status(status).at(0), Arrays.asList(parameters));
  }

  private static Parameter query(String name, String value) {
    return Parameter.of(Place.QUERY, name, value);
  }

  private String card() {
    String body = "4" + digits(14);
    for (int check = 0; check < 10; check++) {
      if (Parameter.of(Place.QUERY, "x", body + check).has(ValueShape.LUHN)) {
        return body + check;
      }
    }
    throw new AssertionError("one of ten digits is right");
  }

  private String digits(int count) {
    StringBuilder digits = new StringBuilder();
    for (int i = 0; i < count; i++) {
      digits.append((char) ('0' + random.nextInt(10)));
    }
    return digits.toString();
  }
}
