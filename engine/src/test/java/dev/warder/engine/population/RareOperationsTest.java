package dev.warder.engine.population;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RareOperationsTest {

  @Test
  void orderOfOperationsDoesNotMatter() {
    Random random = new Random(1);
    List<Double> nats = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      nats.add(random.nextDouble() * 3);
    }
    double expected = weigh(nats);
    for (int round = 0; round < 20; round++) {
      Collections.shuffle(nats, random);
      assertThat(weigh(nats)).isCloseTo(expected, within(1e-12));
    }
  }

  @Test
  void tenRareOnesAreNotTenProofsAndMoreAddNothing() {
    double one = weigh(Collections.nCopies(1, 3.0));
    double ten = weigh(Collections.nCopies(10, 3.0));

    assertThat(ten).isLessThan(5 * one);
    assertThat(weigh(Collections.nCopies(200, 3.0))).isEqualTo(ten);
  }

  @Test
  void operationCountsOnceADay() {
    RareOperations rare = new RareOperations();

    assertThat(rare.isFirst(7)).isTrue();
    assertThat(rare.isFirst(8)).isTrue();
    assertThat(rare.isFirst(7)).isFalse();
    assertThat(rare.size()).isEqualTo(2);
  }

  @Test
  void floodOfOperationsIsBounded() {
    RareOperations rare = new RareOperations();
    for (int operation = 0; operation < 10_000; operation++) {
      rare.isFirst(operation);
    }

    assertThat(rare.size()).isEqualTo(256);
    assertThat(rare.isFirst(20_000)).isFalse();
  }

  @Test
  void rarestGivesItsName() {
    RareOperations rare = new RareOperations();
    rare.weigh(0.5, "GET /users");
    rare.weigh(2.5, "DELETE /keys/{id}");
    rare.weigh(1.5, "POST /keys");

    assertThat(rare.rarestName()).isEqualTo("DELETE /keys/{id}");
  }

  private static double weigh(List<Double> nats) {
    RareOperations rare = new RareOperations();
    nats.forEach(each -> rare.weigh(each, ""));
    return rare.nats();
  }
}
