package dev.warder.engine.population;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.warder.engine.TestContent;
import dev.warder.engine.detection.Thieves;
import dev.warder.engine.detection.Thieves.Share;
import dev.warder.engine.population.Weighing.Halves;
import dev.warder.engine.population.Who.Kind;
import dev.warder.model.Times;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What the measured rates, tails and the threshold guarantee.
class RatesTest {

  @Test
  void whoIsNewerIsNeverMoreUsual() {
    Random random = new Random(5);
    for (int round = 0; round < 50; round++) {
      WhoRates rates = new WhoRates(TestContent.thieves());
      KeyHabits habits = new KeyHabits();
      for (int day = random.nextInt(400); day > 0; day--) {
        Who who =
            new Who(
                Kind.NEW_BOTH, any(random, SourceStep.values()), any(random, ClientStep.values()));
        rates.learn(who, random.nextInt(Peers.GROUPS));
        if (random.nextInt(9) == 0) {
          habits.learnWho(who);
        }
      }
      int peers = random.nextInt(Peers.GROUPS);
      for (ClientStep client : ClientStep.values()) {
        double before = 1.01;
        for (SourceStep source : SourceStep.values()) {
          double share = rates.share(new Who(Kind.NEW_BOTH, source, client), peers, habits);
          assertThat(share).isBetween(0.0, before + 1e-12);
          before = share;
        }
      }
    }
  }

  private static <T> T any(Random random, T[] of) {
    return of[random.nextInt(of.length)];
  }

  @Test
  void aTailFallsAndIsNeverZero() {
    Tail tail = new Tail();
    Random random = new Random(1);
    for (int i = 0; i < 1_000; i++) {
      tail.add(-StrictMath.log(1 - random.nextDouble()));
    }

    double before = 1;
    for (double score = 0; score < 80; score += 0.5) {
      double share = tail.share(score, StrictMath.exp(-score), 20);
      assertThat(share).isPositive().isLessThanOrEqualTo(before);
      before = share;
    }
    assertThat(tail.share(2, StrictMath.exp(-2), 20)).isCloseTo(StrictMath.exp(-2), within(0.03));
  }

  @Test
  void whatWasNeverSeenWeighsNoMoreThanItsHistoryAllows() {
    Tail tail = new Tail();
    for (int i = 0; i < 980; i++) {
      tail.add(0);
    }

    assertThat(-StrictMath.log(tail.share(60, 0, 20)))
        .isCloseTo(StrictMath.log(2_000), within(1e-9));
  }

  @Test
  void whoCallsWeighsMoreTheFewerDaysReachIt() {
    Tail days = new Tail();
    Random random = new Random(4);
    for (int day = 0; day < 2_000; day++) {
      days.add(random.nextInt(8) == 0 ? 6 * random.nextDouble() : -4);
    }

    double before = Double.NEGATIVE_INFINITY;
    for (double raw = -6; raw < 12; raw += 0.05) {
      double nats = Weighing.rarity(raw, days);
      assertThat(nats).as("for a log ratio of %s", raw).isGreaterThanOrEqualTo(before);
      before = nats;
    }
    assertThat(Weighing.rarity(1, days)).isBetween(StrictMath.log(8), StrictMath.log(12));
    assertThat(Weighing.rarity(-2, days)).isCloseTo(Weighing.rarity(0, days) - 2, within(1e-9));
    assertThat(before).isLessThan(StrictMath.log(2 * 2_100));
  }

  @Test
  void newcomersAreUsualOnlyOnTheKeyThatHasThem() {
    WhoRates rates = new WhoRates(TestContent.thieves());
    Who own = new Who(Kind.OWN, SourceStep.KNOWN, ClientStep.KNOWN);
    Who stranger = new Who(Kind.NEW_BOTH, SourceStep.UNKNOWN, ClientStep.UNKNOWN);
    KeyHabits quiet = new KeyHabits();
    KeyHabits restless = new KeyHabits();
    double before = 0;
    for (int day = 0; day < 500; day++) {
      rates.learn(own, 0);
      quiet.learnWho(own);
    }
    for (int day = 0; day < 10; day++) {
      restless.learnWho(stranger);
      double usual = rates.usual(stranger, 0, restless);
      assertThat(usual).isGreaterThan(before);
      before = usual;
    }

    assertThat(rates.usual(stranger, 0, quiet)).isZero();
    assertThat(rates.usual(stranger, 0, new KeyHabits())).isCloseTo(0, within(1e-9));
  }

  @Test
  void thievesAreSharedOutOverTheStepsAndNoneIsRuledOut() {
    Thieves thieves = TestContent.thieves();
    double bySource = 0;
    for (SourceStep step : SourceStep.values()) {
      bySource += step.thieves(thieves);
    }
    double byClient = 0;
    for (ClientStep step : ClientStep.values()) {
      byClient += step.thieves(thieves);
    }

    assertThat(bySource).isCloseTo(1, within(0.02));
    assertThat(byClient).isCloseTo(1, within(0.02));
    assertThat(SourceStep.KNOWN.thieves(Thieves.undeclared())).isPositive();
  }

  @Test
  void neitherHalfOutweighsTheOtherByMoreThanThreeNats() {
    assertThat(Weighing.balance(Kind.NEW_BOTH, 20, 1)).isEqualTo(new Halves(4, 1));
    assertThat(Weighing.balance(Kind.NEW_BOTH, 1, 20)).isEqualTo(new Halves(1, 4));
    assertThat(Weighing.balance(Kind.NEW_BOTH, 5, 4)).isEqualTo(new Halves(5, 4));
    assertThat(Weighing.balance(Kind.OWN, -4.5, 9)).isEqualTo(new Halves(-4.5, 9));
  }

  @Test
  void theThresholdFollowsFromDaysAndBudget() {
    double part = Family.CONSUMERS.part;
    assertThat(thresholdOf(500, 2)).isCloseTo(StrictMath.log(500 / part), within(1e-9));
    assertThat(thresholdOf(500, 1)).isCloseTo(StrictMath.log(1_000 / part), within(1e-9));
    assertThat(thresholdOf(3, 1_000)).isEqualTo(4);
  }

  private static double thresholdOf(int perDay, double alertsPerDay) {
    Threshold threshold = new Threshold(Family.CONSUMERS, alertsPerDay);
    for (int day = 0; day < 20; day++) {
      threshold.closeEpoch(day * Times.DAY);
      for (int i = 0; i < perDay; i++) {
        threshold.count();
      }
    }
    assertThat(threshold.isKnown()).isEqualTo(perDay * 20 >= 1_000);
    return threshold.nats();
  }

  @Test
  void allKindsOfEvidenceTogetherTakeNoMoreThanWhatIsLeftToChance() {
    double parts = 0;
    for (Family family : Family.values()) {
      assertThat(family.part).isPositive();
      parts += family.part;
    }

    assertThat(parts).isCloseTo(1, within(1e-9));
  }

  @Test
  void everyTraitOfThievesHasItsHonestTwin() {
    Thieves thieves = TestContent.thieves();
    for (Trait trait : Trait.ALL) {
      double honest = 0;
      double stolen = 0;
      for (int grade = 0; grade < trait.grades; grade++) {
        assertThat(trait.prior(thieves, grade)).isPositive();
        honest += trait.prior(thieves, grade);
        stolen += grade == 0 ? 0 : trait.thieves(thieves, grade);
      }
      assertThat(honest).isCloseTo(1, within(1e-9));
      assertThat(stolen).isBetween(0.0, 1.0);
    }
    assertThat(SourceStep.KNOWN.share(thieves)).isEqualTo(Share.ALL);
    assertThat(ClientStep.KNOWN.share(thieves)).isEqualTo(Share.ALL);
  }
}
