package dev.warder.server.webhook;

import static java.util.Objects.requireNonNull;

import dev.warder.model.Times;
import dev.warder.server.live.IncidentChange;
import dev.warder.server.live.IncidentDesk.Known;
import dev.warder.server.live.IncidentFeed;
import dev.warder.server.live.IncidentFeed.Place;
import dev.warder.server.live.IncidentFeed.Read;
import dev.warder.store.journal.JournalException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings one receiver what became of incidents, one after the other. Confined to one thread.
///
///     feed ──next──> wanted? ──yes──> sent ──2xx──> place kept ──> next
///                      │ no            │ else: again, later, up to three days
///                      └───────────────┴──> passed by
///
/// Guarantees a message is passed by only when the receiver has it, or is never to have it: after
/// a crash it is sent again under the same id. In the order of the feed. Nothing waits for it
///
/// Bounds one message in memory; what waits is in the journals
///
/// Errors a place that cannot be kept is logged, and costs repeats after the next start
final class Courier {
  static final long MOST_AGE_MICROS = 3 * Times.DAY;
  private static final long PATIENCE_MICROS = 2 * Times.MINUTE;
  private static final long LONGEST_WAIT_MICROS = Times.DAY;
  private static final long LOOK_MICROS = Times.SECOND / 2;
  private static final int MOST_COUNTED = 1_000;
  private static final Logger LOG = LoggerFactory.getLogger(Courier.class);

  private final Hook hook;
  private final IncidentFeed feed;
  private final Function<String, Known> incidents;
  private final Post post;
  private final PlaceFile file;
  private final RandomGenerator random;
  private final HookCounters counters;
  private Place place;
  private @Nullable IncidentChange current;
  private Place behind;
  private long firstLookMicros;
  private long notBeforeMicros = Long.MIN_VALUE;
  private int failures;

  /// @param incidents what is known of an incident
  /// @param place where to go on
  Courier(
      Hook hook,
      IncidentFeed feed,
      Function<String, Known> incidents,
      Post post,
      PlaceFile file,
      Place place,
      RandomGenerator random,
      HookCounters counters) {
    this.hook = requireNonNull(hook, "hook is null");
    this.feed = requireNonNull(feed, "feed is null");
    this.incidents = requireNonNull(incidents, "incidents is null");
    this.post = requireNonNull(post, "post is null");
    this.file = requireNonNull(file, "file is null");
    this.place = requireNonNull(place, "place is null");
    this.behind = place;
    this.random = requireNonNull(random, "random is null");
    this.counters = requireNonNull(counters, "counters is null");
  }

  /// Does what is due.
  ///
  /// @return how long there is nothing to do, 0 or more
  long step(long nowMicros) throws JournalException {
    if (counters.disabled) {
      return LOOK_MICROS;
    }
    // Where the clock was set far back, that is no reason to wait.
    if (nowMicros < notBeforeMicros && notBeforeMicros - nowMicros <= LONGEST_WAIT_MICROS) {
      return notBeforeMicros - nowMicros;
    }
    IncidentChange change = current;
    if (change == null) {
      Read read = feed.next(place);
      change = read.change();
      if (change == null) {
        place = read.place();
        counters.waiting = 0;
        return LOOK_MICROS;
      }
      begin(change, read.place(), nowMicros);
    }
    if (!hook.events().contains(change.kind())) {
      pass();
      return 0;
    }
    if (nowMicros - change.timeMicros() > MOST_AGE_MICROS) {
      giveUp(change);
      return 0;
    }
    return switch (incidents.apply(change.uid())) {
      case Known.NotYet() when nowMicros - firstLookMicros < PATIENCE_MICROS -> LOOK_MICROS;
      case Known.NotYet(), Known.Nothing() -> send(change, remembered(change), nowMicros);
      case Known.Here(String document, boolean isAlerted) when isAlerted ->
          send(change, Message.of(change, document), nowMicros);
      case Known.Here(String document, boolean isAlerted) -> {
        // Over the budget of alerts: it is on the list, for whoever looks.
        pass();
        yield 0;
      }
    };
  }

  private void begin(IncidentChange change, Place next, long nowMicros) {
    current = change;
    behind = next;
    failures = 0;
    firstLookMicros = nowMicros;
    counters.waiting = Math.max(1, counters.waiting);
  }

  /// What the journal has, where nobody knows more.
  private Message remembered(IncidentChange change) throws JournalException {
    Optional<String> told = feed.asTold(change);
    return told.map(incident -> Message.of(change, incident)).orElseGet(() -> Message.bare(change));
  }

  private long send(IncidentChange change, Message message, long nowMicros)
      throws JournalException {
    Outcome outcome = post.send(hook, message);
    switch (outcome) {
      case Outcome.Delivered(int status) -> {
        counters.sent.increment();
        LOG.atInfo()
            .addKeyValue("webhook", hook.name())
            .addKeyValue("id", change.id())
            .addKeyValue("status", status)
            .log("an incident was sent");
        pass();
        return 0;
      }
      case Outcome.Gone() -> {
        counters.failed.increment();
        counters.disabled = true;
        LOG.atError()
            .addKeyValue("webhook", hook.name())
            .log("the receiver wants no more (410); nothing is sent there until the next start");
        return LOOK_MICROS;
      }
      case Outcome.Refused(int status, Duration after) -> {
        long least = after == null ? 0 : TimeUnit.MILLISECONDS.toMicros(after.toMillis());
        return again(change, outcome, least, nowMicros);
      }
      case Outcome.Failed(String why) -> {
        return again(change, outcome, 0, nowMicros);
      }
      case Outcome.Stopped() -> {
        return LOOK_MICROS;
      }
    }
  }

  private long again(IncidentChange change, Outcome outcome, long leastMicros, long nowMicros)
      throws JournalException {
    counters.failed.increment();
    failures++;
    long wait = Math.max(leastMicros, Backoff.micros(failures, random));
    notBeforeMicros = nowMicros + wait;
    counters.waiting = Math.max(1, feed.count(place, hook.events(), MOST_COUNTED));
    LOG.atWarn()
        .addKeyValue("webhook", hook.name())
        .addKeyValue("id", change.id())
        .addKeyValue("why", outcome.words())
        .addKeyValue("attempt", failures)
        .addKeyValue("again_in_s", wait / Times.SECOND)
        .log("an incident could not be sent");
    return wait;
  }

  private void giveUp(IncidentChange change) {
    counters.givenUp.increment();
    LOG.atError()
        .addKeyValue("webhook", hook.name())
        .addKeyValue("id", change.id())
        .log("an incident could not be sent for three days, and is not sent any more");
    pass();
  }

  /// Goes on behind the change that was looked at.
  private void pass() {
    place = behind;
    current = null;
    notBeforeMicros = Long.MIN_VALUE;
    counters.waiting = Math.max(0, counters.waiting - 1);
    keep();
  }

  /// How far it is.
  Place place() {
    return place;
  }

  /// Keeps the place, so that the next process goes on there.
  void keep() {
    try {
      file.write(place);
    } catch (IOException e) {
      LOG.atWarn()
          .addKeyValue("webhook", hook.name())
          .addKeyValue("why", e.getMessage())
          .log("what was sent cannot be noted; a start will send it again, with the same ids");
    }
  }
}
