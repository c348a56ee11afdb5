package dev.warder.demo.story;

import static java.util.Objects.requireNonNull;

import dev.warder.demo.attack.Attack;
import dev.warder.demo.attack.Thief;
import dev.warder.demo.clock.Timeline;
import dev.warder.demo.platform.Platform;
import dev.warder.demo.platform.Work;
import dev.warder.demo.story.Teller.Who;
import dev.warder.demo.warder.HostedWarder;
import dev.warder.demo.warder.WarderApi.Incident;
import dev.warder.demo.warder.WarderApi.Standing;
import dev.warder.demo.world.Software;
import dev.warder.demo.world.Tally;
import dev.warder.demo.world.World;
import dev.warder.testkit.draw.Draw;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Plays a story from the first midnight on. For one thread.
///
///     days of honest software ──> the attack, minute by minute ──> until it is contained, and what
///     was set up to run later is due ──> what was promised, measured
///
/// What takes real time is the calls, each a call over HTTP; the time between them is the demo's.
public final class Demo implements AutoCloseable {
  private static final Instant START = Instant.parse("2023-06-28T00:00:00Z");
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration HOUR = Duration.ofHours(1);

  /// When a minute is over and no call of it can come any more.
  private static final Duration MINUTE_AND_LATENESS = Duration.ofSeconds(66);

  /// How long somebody waits for a theft to be told.
  private static final Duration PATIENCE = Duration.ofHours(3);

  private static final Duration A_WHILE = Duration.ofMinutes(10);
  private static final int FIRST_SECOND = 3_600;
  private static final int LAST_SECOND = 80_000;

  private final Setting setting;
  private final Teller teller;
  private final Draw draw;
  private final Timeline clock = new Timeline(START);
  private final World world;
  private final Stage stage;
  private final Tally honest = new Tally();
  private final Set<String> owned;
  private final Operator.Owners people = new PeopleWithKeys();
  private final Operator operator;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private Instant planned = START;
  private @Nullable Robbery robbery;
  private @Nullable Containment containment;
  private int callsWhenTold = -1;

  private Demo(Setting setting, Teller teller, HostedWarder.Opener opener) throws IOException {
    this.setting = setting;
    this.teller = teller;
    draw = new Draw(setting.seed());
    world = new World(draw.fork("world"), setting.tenants(), START);
    stage = Stage.open(setting, world, clock, opener);
    owned =
        world.software().stream()
            .map(Software::keyId)
            .collect(Collectors.toCollection(HashSet::new));
    operator =
        new Operator(
            stage.operator(),
            clock,
            teller,
            people,
            Duration.ofMinutes(draw.fork("operator").between(3, 6)));
  }

  /// Whose key was stolen, and by whom.
  private record Robbery(String stolen, String tenant, Thief thief) {}

  /// Opens everything and says where it is.
  public static Demo open(Setting setting, Teller teller, HostedWarder.Opener opener)
      throws IOException {
    requireNonNull(teller, "teller is null");
    Demo demo = new Demo(setting, teller, opener);
    demo.greet();
    return demo;
  }

  private void greet() {
    URI doors = stage.warder().doors();
    tell(
        Who.DEMO,
        "'%s' with seed %d: %d customers, %d keys"
            .formatted(
                setting.attack().word(),
                setting.seed(),
                setting.tenants(),
                world.software().size()));
    tell(
        Who.DEMO,
        "gate %s before the platform %s; warder %s"
            .formatted(stage.warder().gate(), stage.platform().address(), doors));
    tell(
        Who.DEMO,
        "look: ./warder incidents --server %s --token-file %s".formatted(doors, stage.token()));
  }

  /// Plays it to its end.
  ///
  /// @return what was promised, and measured
  public List<Promise> play() throws IOException, InterruptedException {
    for (int day = 1; day <= setting.days(); day++) {
      int before = honest.calls();
      step(START.plus(DAY.multipliedBy(day)));
      answerIncidents();
      tell(
          Who.HONEST,
          "day %d of learning: %,d calls, %d refused so far"
              .formatted(day, honest.calls() - before, honest.refused()));
    }
    if (setting.attack() == Attack.NONE) {
      stepHours(clock.instant().plus(DAY), HOUR);
    } else {
      beRobbed();
    }
    List<Promise> promises = Promises.of(facts());
    teller.promises(promises);
    return promises;
  }

  /// Ends it soon, wherever it is. For any thread.
  public void stop() {
    clock.stop();
    stopped.countDown();
  }

  /// Goes on with honest days, a minute in a second, until it is stopped.
  public void goOn() throws IOException, InterruptedException {
    tell(Who.DEMO, "goes on, a minute in a second; Ctrl-C ends it");
    while (!stopped.await(1, TimeUnit.SECONDS)) {
      stepMinute();
      answerIncidents();
    }
  }

  private void beRobbed() throws IOException, InterruptedException {
    Draw own = draw.fork("attack");
    Instant begins = clock.instant().plusSeconds(own.between(FIRST_SECOND, LAST_SECOND));
    stepHours(begins.truncatedTo(ChronoUnit.MINUTES), HOUR);
    Robbery now = rob(own, begins);
    robbery = now;
    while (clock.instant().isBefore(begins.plus(PATIENCE)) && containment == null) {
      stepMinute();
      answerIncidents();
    }
    Instant last =
        stage.platform().work().stream()
            .filter(one -> one.by().tenant().equals(now.tenant()))
            .map(Work::due)
            .max(Instant::compareTo)
            .orElse(clock.instant());
    Instant end = last.isAfter(clock.instant()) ? last : clock.instant();
    if (end.isAfter(clock.instant())) {
      tell(Who.DEMO, "until what was set up to run later is due");
    }
    stepHours(end.plus(A_WHILE), A_WHILE);
    Facts facts = facts();
    if (!facts.thiefsDue().isEmpty()) {
      tell(
          Who.PLATFORM,
          "of %d commands that the thief had set up to run later %d ran, %d were held"
              .formatted(
                  facts.thiefsDue().size(),
                  Facts.count(facts.thiefsDue(), Work.Fate.RAN),
                  Facts.count(facts.thiefsDue(), Work.Fate.HELD)));
    }
  }

  private Robbery rob(Draw own, Instant begins) {
    Software victim =
        own.pick(
            world.software().stream()
                .filter(one ->
                    setting.attack() == Attack.COMMANDS_2023
                        ? one.kind().equals("ops_automation")
                        : !one.tenant().equals(Platform.STAFF))
                .toList());
    Thief thief =
        Thief.of(
            setting.attack(),
            new Thief.Loot(stage.edge(), victim.secret()),
            own.fork("thief"),
            clock,
            what -> tell(Who.THIEF, what));
    clock.at(
        begins,
        () ->
            tell(
                Who.THIEF,
                "has the key %s (%s of %s), calls from %s with %s"
                    .formatted(
                        victim.keyId(),
                        victim.kind(),
                        victim.tenant(),
                        thief.hideout().first(),
                        thief.hideout().client().name())));
    clock.begin(begins, thief);
    return new Robbery(victim.keyId(), victim.tenant(), thief);
  }

  private void answerIncidents() throws IOException, InterruptedException {
    List<Incident> fresh = operator.look();
    Robbery now = robbery;
    if (now == null) {
      operator.decide();
      return;
    }
    boolean isOfThief =
        fresh.stream().anyMatch(one -> !one.keys().stream().allMatch(people::didIt));
    if (isOfThief && callsWhenTold < 0) {
      callsWhenTold = now.thief().tally().calls();
      tell(Who.DEMO, "told after %d calls of the thief".formatted(callsWhenTold));
    }
    List<String> suspects = operator.decide();
    if (!suspects.isEmpty()) {
      Containment done = operator.contain(suspects, stage.warder().gate(), now.thief()::guises);
      Containment before = containment;
      containment = before == null ? done : before.and(done);
      stage.warder().settle();
    }
  }

  /// Who runs the honest software. Of a key that none of it has nobody knows.
  private final class PeopleWithKeys implements Operator.Owners {
    @Override
    public boolean didIt(String key) {
      Robbery now = robbery;
      return owned.contains(key) && (now == null || !now.stolen().equals(key));
    }

    @Override
    public void replace(String key) throws IOException {
      for (Software software : world.software()) {
        if (software.keyId().equals(key)) {
          stage.issue(software);
          owned.add(software.keyId());
          tell(
              Who.OPERATOR,
              "has %s of %s go on with another key".formatted(software.kind(), software.tenant()));
        }
      }
    }
  }

  private void stepMinute() throws IOException, InterruptedException {
    Instant minute = clock.instant().truncatedTo(ChronoUnit.MINUTES);
    step(minute.plus(MINUTE_AND_LATENESS));
  }

  private void stepHours(Instant until, Duration at) throws IOException, InterruptedException {
    while (clock.instant().isBefore(until)) {
      Instant next = clock.instant().plus(at);
      step(next.isAfter(until) ? until : next);
      answerIncidents();
    }
  }

  private void step(Instant until) throws IOException, InterruptedException {
    while (!planned.isAfter(until)) {
      world.plan(planned, clock, stage.edge(), honest);
      planned = planned.plus(DAY);
    }
    clock.stepUntil(until);
    stage.warder().settle();
  }

  private Facts facts() throws IOException {
    Robbery now = robbery;
    Set<String> thiefs = Set.of();
    Set<String> planted = Set.of();
    if (now != null) {
      planted = now.thief().commands();
      String stolen = now.stolen();
      thiefs =
          stage.operator().keys("id = %s or descendant-of %s".formatted(stolen, stolen)).stream()
              .map(Standing::id)
              .collect(Collectors.toSet());
    }
    return new Facts(
        setting.attack(),
        clock.instant(),
        callsWhenTold,
        containment,
        thiefs,
        planted,
        honest,
        stage.platform().work(),
        operator.incidents(),
        Stage.alertsPerDay());
  }

  private void tell(Who who, String what) {
    teller.tell(clock.instant(), who, what);
  }

  @Override
  public void close() {
    stage.close();
  }
}
