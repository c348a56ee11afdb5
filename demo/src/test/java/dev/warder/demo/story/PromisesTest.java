package dev.warder.demo.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.demo.attack.Attack;
import dev.warder.demo.platform.Identity;
import dev.warder.demo.platform.Work;
import dev.warder.demo.platform.Work.Fate;
import dev.warder.demo.warder.WarderApi.Incident;
import dev.warder.demo.wire.Answer;
import dev.warder.demo.world.Tally;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.JsonNodeFactory;

/// Each promise is broken by what it is about, and by nothing else.
class PromisesTest {
  private static final Instant NOW = Instant.parse("2023-07-05T12:00:00Z");
  private static final Work HELD = work("k1", "planted", NOW, Fate.HELD);
  private static final Work HONEST = work("k9", "patch", NOW, Fate.RAN);

  private int callsWhenTold = 8;
  private @Nullable Containment containment = contained(1, 2, new Pursuit.Count(9, 9, 600, 0, 0));
  private final Tally tally = new Tally();
  private final List<Work> work = new ArrayList<>(List.of(HELD, HONEST));
  private final List<Incident> incidents = new ArrayList<>(List.of(incident(NOW)));

  PromisesTest() {
    tally.count(answered(200));
  }

  @Test
  void allAreHeldWhereAllWentWell() {
    assertThat(broken(Attack.COMMANDS_2023)).isEmpty();
    assertThat(Promises.of(facts(Attack.COMMANDS_2023))).hasSize(7);
    assertThat(Promises.of(facts(Attack.SMASH_AND_GRAB))).hasSize(6);
    assertThat(Promises.of(facts(Attack.NONE))).hasSize(3);
  }

  @Test
  void theftThatIsToldLateOrNeverBreaksCaught() {
    callsWhenTold = Attack.COMMANDS_2023.promisedCalls() + 1;
    assertThat(broken(Attack.COMMANDS_2023)).containsExactly("caught");
    callsWhenTold = -1;
    assertThat(broken(Attack.COMMANDS_2023)).containsExactly("caught");
  }

  @Test
  void keyOfTheLineThatIsNotEndedBreaksContained() {
    containment = contained(1, 1, new Pursuit.Count(9, 9, 600, 0, 0));
    assertThat(broken(Attack.COMMANDS_2023)).containsExactly("contained");
    containment = contained(0, 2, new Pursuit.Count(9, 9, 600, 0, 0));
    assertThat(broken(Attack.COMMANDS_2023)).containsExactly("contained");
  }

  @Test
  void oneCallAcceptedAfterTheAcknowledgementBreaksStoppedAndSoDoesNotHavingTried() {
    containment = contained(1, 2, new Pursuit.Count(9, 9, 600, 1, 0));
    assertThat(broken(Attack.COMMANDS_2023)).containsExactly("stopped");
    containment = contained(1, 2, new Pursuit.Count(9, 9, 0, 0, 0));
    assertThat(broken(Attack.COMMANDS_2023)).containsExactly("stopped");
    containment = contained(1, 2, new Pursuit.Count(9, 0, 600, 0, 0));
    assertThat(broken(Attack.COMMANDS_2023)).containsExactly("stopped");
  }

  @Test
  void whereNobodyDidAnythingNothingIsContainedOrStopped() {
    containment = null;
    assertThat(broken(Attack.SMASH_AND_GRAB)).containsExactly("contained", "stopped");
  }

  @Test
  void plantedCommandThatRunsLaterBreaksHeldAndOneThatRanAtOnceDoesNot() {
    work.add(new Work("acme", "planted", List.of("s1"), NOW, by("k1"), false, Fate.RAN, ""));
    assertThat(broken(Attack.COMMANDS_2023)).isEmpty();
    work.add(work("k1", "planted", NOW, Fate.RAN));
    assertThat(broken(Attack.COMMANDS_2023)).containsExactly("held");
  }

  @Test
  void thiefWhoSetNothingUpBreaksHeldForNothingWasTried() {
    work.remove(HELD);
    assertThat(broken(Attack.COMMANDS_2023)).containsExactly("held");
    work.add(work("k1", "planted", NOW.plusSeconds(1), Fate.WAITING));
    assertThat(broken(Attack.COMMANDS_2023)).as("not due yet").containsExactly("held");
    work.add(work("k1", "planted", NOW, Fate.WAITING));
    assertThat(broken(Attack.COMMANDS_2023)).as("nobody decided").containsExactly("held");
  }

  @Test
  void honestCallThatIsRefusedOrFailsBreaksHonest() {
    tally.count(answered(403));
    assertThat(broken(Attack.NONE)).containsExactly("honest");
    Tally failed = new Tally();
    failed.count(answered(502));
    assertThat(Promises.of(facts(Attack.NONE, failed)).getFirst().isHeld()).isFalse();
    assertThat(Promises.of(facts(Attack.NONE, new Tally())).getFirst().isHeld())
        .as("nobody called")
        .isFalse();
  }

  @Test
  void honestWorkThatDoesNotRunBreaksWorkUnlessItsKeyWasStolenOrItIsNotDue() {
    work.add(work("k1", "patch", NOW, Fate.HELD));
    work.add(work("k9", "patch", NOW.plusSeconds(1), Fate.WAITING));
    assertThat(broken(Attack.COMMANDS_2023)).isEmpty();
    work.add(work("k9", "patch", NOW, Fate.HELD));
    assertThat(broken(Attack.COMMANDS_2023)).containsExactly("work");
  }

  @Test
  void moreIncidentsOnADayThanTheBudgetBreaksBudget() {
    incidents.addAll(Collections.nCopies(4, incident(NOW)));
    incidents.add(incident(NOW.minusSeconds(86_400)));
    assertThat(broken(Attack.COMMANDS_2023)).isEmpty();
    incidents.add(incident(NOW));
    assertThat(broken(Attack.COMMANDS_2023)).containsExactly("budget");
  }

  private List<String> broken(Attack attack) {
    return Promises.of(facts(attack)).stream()
        .filter(promise -> !promise.isHeld())
        .map(Promise::name)
        .toList();
  }

  private Facts facts(Attack attack) {
    return facts(attack, tally);
  }

  private Facts facts(Attack attack, Tally honest) {
    return new Facts(
        attack,
        NOW,
        callsWhenTold,
        containment,
        Set.of("k1", "k2"),
        Set.of("planted"),
        honest,
        work,
        incidents,
        5);
  }

  private static Containment contained(int fenced, int over, Pursuit.Count count) {
    return new Containment(List.of("k1"), fenced, List.of("k1", "k2"), over, count);
  }

  private static Work work(String key, String command, Instant due, Fate fate) {
    return new Work("acme", command, List.of("s1"), due, by(key), true, fate, "");
  }

  private static Identity by(String key) {
    return new Identity("acme", key, "v1", "");
  }

  private static Incident incident(Instant time) {
    return new Incident("i1", time, "High", "a key in other hands", List.of("k1"), true);
  }

  private static Answer answered(int status) {
    return new Answer(status, JsonNodeFactory.instance.objectNode());
  }
}
