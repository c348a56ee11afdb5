package dev.warder.server.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.warder.model.Times;
import dev.warder.server.live.IncidentChange.Kind;
import dev.warder.server.live.IncidentDesk.Known;
import dev.warder.server.live.IncidentFeed.Place;
import dev.warder.store.journal.fake.MemoryFiles;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Each change of an incident reaches its receiver once by id, in order, wherever Warder is cut
/// off; or it is given up when it is three days old.
@Timeout(60)
class CourierTest {
  private static final long NOON = Times.micros(Instant.parse("2026-11-22T12:00:00Z"));

  private final MemoryFiles files = new MemoryFiles();
  private final HookCounters counters = new HookCounters();
  private final List<String> heard = new ArrayList<>();
  private final List<String> bodies = new ArrayList<>();
  private final Deque<Outcome> outcomes = new ArrayDeque<>();
  private Set<Kind> events = EnumSet.allOf(Kind.class);
  private Function<String, Known> incidents =
      uid -> new Known.Here("{\"uid\":\"" + uid + "\"}", true);

  @TempDir private Path folder;

  /// Takes everything, but for what it was told to answer before.
  private Outcome take(Hook hook, Message message) {
    heard.add(message.id());
    bodies.add(new String(message.body(), StandardCharsets.UTF_8));
    Outcome next = outcomes.poll();
    return next == null ? new Outcome.Delivered(200) : next;
  }

  private PlaceFile file() {
    return new PlaceFile(folder.resolve("soc"));
  }

  private Courier courier(Written written, Post post, Place place) {
    Hook hook =
        new Hook(
            "soc",
            URI.create("https://soc.test/"),
            folder.resolve("secret"),
            events,
            Optional.empty(),
            Hook.Reach.PUBLIC);
    return new Courier(
        hook,
        written.feed(),
        uid -> incidents.apply(uid),
        post,
        file(),
        place,
        new SplittableRandom(7),
        counters);
  }

  private Courier courier(Written written) {
    return courier(written, this::take, new Place(0, 0));
  }

  /// Steps until there is nothing to do, as at one moment.
  private static long run(Courier courier, long nowMicros) throws Exception {
    long wait = courier.step(nowMicros);
    while (wait == 0) {
      wait = courier.step(nowMicros);
    }
    return wait;
  }

  private static void story(Written written) throws Exception {
    written.told("told", "i-a", 1, NOON);
    written.told("told", "i-b", 1, NOON + 1);
    written.told("grown", "i-a", 2, NOON + 2);
    written.closed("i-a", 2, NOON + 3);
    written.closed("i-b", 1, NOON + 4);
    written.told("reopened", "i-a", 3, NOON + 5);
    written.closed("i-a", 3, NOON + 6);
  }

  private static final List<String> STORY =
      List.of(
          "i-a-1",
          "i-b-1",
          "i-a-2",
          "i-a-closed-" + (NOON + 3),
          "i-b-closed-" + (NOON + 4),
          "i-a-3",
          "i-a-closed-" + (NOON + 6));

  @Test
  void whatBecomesOfIncidentsIsSentInTheOrderInWhichItDid() throws Exception {
    try (Written written = Written.on(files)) {
      story(written);

      run(courier(written), NOON + 9);

      assertThat(heard).isEqualTo(STORY);
      assertThat(bodies.getFirst())
          .isEqualTo(
              "{\"type\":\"incident.told\",\"timestamp\":\"2026-11-22T12:00:00Z\","
                  + "\"data\":{\"uid\":\"i-a\"}}");
      assertThat(bodies.get(3)).contains("\"type\":\"incident.closed\"");
      assertThat(bodies.get(5)).contains("\"type\":\"incident.reopened\"");
      assertThat(counters.sent.sum()).isEqualTo(STORY.size());
      assertThat(counters.waiting).isZero();
    }
  }

  @Test
  void cutOffAnywhereNothingIsLostAndNothingHasAnotherId() throws Exception {
    for (int cut = 1; cut <= STORY.size(); cut++) {
      heard.clear();
      Files.deleteIfExists(folder.resolve("soc"));
      MemoryFiles disk = new MemoryFiles();
      try (Written written = Written.on(disk)) {
        story(written);
        int last = cut;
        Post dying =
            (hook, message) -> {
              Outcome taken = take(hook, message);
              if (heard.size() == last) {
                // It has arrived, and nobody will ever know here.
                throw new IllegalStateException("killed");
              }
              return taken;
            };
        assertThatThrownBy(() -> run(courier(written, dying, new Place(0, 0)), NOON + 9))
            .hasMessage("killed");
      }
      try (Written written = Written.on(disk)) {
        Place place = file().read().orElse(new Place(0, 0));
        run(courier(written, this::take, place), NOON + 9);
      }
      assertThat(heard).as("cut at %d: one is repeated", cut).hasSize(STORY.size() + 1);
      assertThat(new LinkedHashSet<>(heard)).as("cut at %d", cut).containsExactlyElementsOf(STORY);
    }
  }

  @Test
  void failuresAreTriedAgainLaterAndLaterAndNothingOvertakes() throws Exception {
    try (Written written = Written.on(files)) {
      story(written);
      Courier courier = courier(written);
      for (int i = 0; i < 12; i++) {
        outcomes.add(new Outcome.Failed("nobody there"));
      }
      long now = NOON + 9;
      long least = Backoff.FIRST_MICROS / 2;
      for (int failed = 1; failed <= 12; failed++) {
        long wait = run(courier, now);
        assertThat(heard).as("after %d", failed).hasSize(failed).containsOnly("i-a-1");
        assertThat(wait).isBetween(least, 3 * least);
        assertThat(courier.step(now + wait - 1)).as("not before").isEqualTo(1);
        assertThat(heard).hasSize(failed);
        assertThat(counters.waiting).isEqualTo(STORY.size());
        now += wait;
        least = Math.min(3 * least, Backoff.MOST_MICROS / 2);
      }
      run(courier, now);
      assertThat(new LinkedHashSet<>(heard)).containsExactlyElementsOf(STORY);
      assertThat(counters.failed.sum()).isEqualTo(12);
      assertThat(counters.waiting).isZero();
    }
  }

  @Test
  void receiverIsNotAskedBeforeTheTimeItNamed() throws Exception {
    try (Written written = Written.on(files)) {
      written.told("told", "i-a", 1, NOON);
      outcomes.add(new Outcome.Refused(503, Duration.ofHours(2)));

      Courier courier = courier(written);

      assertThat(run(courier, NOON)).isEqualTo(2 * Times.HOUR);
      assertThat(courier.step(NOON + Times.HOUR)).isEqualTo(Times.HOUR);
      assertThat(heard).hasSize(1);
      run(courier, NOON + 2 * Times.HOUR);
      assertThat(heard).containsExactly("i-a-1", "i-a-1");
    }
  }

  @Test
  void whatIsThreeDaysOldIsGivenUpAndTheNextGoesOn() throws Exception {
    try (Written written = Written.on(files)) {
      written.told("told", "i-a", 1, NOON);
      written.told("told", "i-b", 1, NOON + Times.DAY);
      outcomes.add(new Outcome.Failed("nobody there"));
      Courier courier = courier(written);
      run(courier, NOON);

      run(courier, NOON + Courier.MOST_AGE_MICROS + 1);

      assertThat(heard).containsExactly("i-a-1", "i-b-1");
      assertThat(counters.givenUp.sum()).isEqualTo(1);
    }
  }

  @Test
  void receiverThatIsGoneIsAskedNoMoreUntilTheNextStart() throws Exception {
    try (Written written = Written.on(files)) {
      story(written);
      outcomes.add(new Outcome.Gone());
      Courier courier = courier(written);
      run(courier, NOON + 9);
      run(courier, NOON + Times.DAY);
      assertThat(heard).containsExactly("i-a-1");
      assertThat(counters.disabled).isTrue();

      counters.disabled = false;
      run(courier(written), NOON + Times.DAY);
      assertThat(new LinkedHashSet<>(heard)).containsExactlyElementsOf(STORY);
    }
  }

  @Test
  void onlyWhatIsWantedAndWithinTheBudgetIsSent() throws Exception {
    try (Written written = Written.on(files)) {
      story(written);
      events = EnumSet.of(Kind.TOLD, Kind.REOPENED);
      incidents = uid -> new Known.Here("{}", uid.equals("i-a"));

      run(courier(written), NOON + 9);

      assertThat(heard).containsExactly("i-a-1", "i-a-3");
    }
  }

  @Test
  void incidentThatIsNotJudgedAgainYetIsWaitedForAndThenSentAsItWasTold() throws Exception {
    try (Written written = Written.on(files)) {
      written.told("told", "i-a", 1, NOON);
      incidents = uid -> new Known.NotYet();
      Courier courier = courier(written);

      run(courier, NOON);
      run(courier, NOON + Times.MINUTE);
      assertThat(heard).isEmpty();
      run(courier, NOON + 3 * Times.MINUTE);

      assertThat(bodies)
          .singleElement()
          .satisfies(body ->
              assertThat(body)
                  .endsWith("\"data\":{\"class_uid\":2005,\"metadata\":{\"uid\":\"i-a\"}}}"));
    }
  }

  @Test
  void incidentThatNobodyKnowsAnyMoreIsSentByItsName() throws Exception {
    try (Written written = Written.on(files)) {
      written.toldBefore("i-old", 4, NOON);
      written.closed("i-old", 4, NOON + 1);
      incidents = uid -> new Known.Nothing();

      run(courier(written), NOON + 2);

      assertThat(heard).containsExactly("i-old-4", "i-old-closed-" + (NOON + 1));
      assertThat(bodies).allMatch(body -> body.contains("\"metadata\":{\"uid\":\"i-old\"}"));
    }
  }

  @Test
  void clockThatIsSetFarBackHoldsNothingUp() throws Exception {
    try (Written written = Written.on(files)) {
      written.told("told", "i-a", 1, NOON);
      outcomes.add(new Outcome.Failed("nobody there"));
      Courier courier = courier(written);
      run(courier, NOON);

      run(courier, NOON - 30 * Times.DAY);

      assertThat(heard).hasSize(2);
    }
  }
}
