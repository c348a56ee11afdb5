package dev.warder.keys.service;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.warder.keys.Actor;
import dev.warder.keys.Approval;
import dev.warder.keys.Approval.State;
import dev.warder.keys.AskedFor;
import dev.warder.keys.Held;
import dev.warder.keys.KeysException;
import dev.warder.keys.Settled;
import dev.warder.keys.Settled.Finding;
import dev.warder.keys.ledger.Draft;
import dev.warder.keys.ledger.Ledger;
import dev.warder.keys.registry.HeldCalls;
import dev.warder.keys.registry.Registry;
import dev.warder.keys.shape.KeyShape;
import dev.warder.keys.state.Change;
import dev.warder.keys.state.Document;
import dev.warder.model.Source;
import dev.warder.policy.Request;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.LongAdder;

/// What becomes of calls that a grant holds: somebody is asked, once, and what he approves passes,
/// once. Safe for use by many threads.
///
///     held --> nobody was asked:  ASK, on disk  --> refused, the approval is named
///          --> waits, or refused: from memory   --> refused, the approval is named
///          --> approved:          PASS, on disk --> passes
///
/// Guarantees an approval is used up on disk before anybody is told, so that whatever happens in
/// between it passes one call at most. A call is known again by its key, host, method, path and
/// query, all of which who approves is shown; its body is not covered. While a call waits, or after
/// it was refused until its time is over, the same one asks nobody again
///
/// Bounds those of [HeldCalls]; a call of more than [#MOST_SHOWN] characters is not asked about. A
/// flood is refused from memory and never reaches the disk
final class Holding {
  private static final int MOST_SHOWN = 2_048;

  private final Registry registry;
  private final Ledger ledger;
  private final Views views;
  private final Hands hands;
  private final Names names;
  private final KeyShape shape;
  private final CallApprovals times;
  private final LongAdder unasked = new LongAdder();

  Holding(
      Registry registry,
      Ledger ledger,
      Views views,
      Hands hands,
      Names names,
      KeyShape shape,
      CallApprovals times) {
    this.registry = requireNonNull(registry, "registry is null");
    this.ledger = requireNonNull(ledger, "ledger is null");
    this.views = requireNonNull(views, "views is null");
    this.hands = requireNonNull(hands, "hands is null");
    this.names = requireNonNull(names, "names is null");
    this.shape = requireNonNull(shape, "shape is null");
    this.times = requireNonNull(times, "times is null");
  }

  CompletionStage<Settled> settle(Held held, String query) {
    String call = digest(held.request(), query);
    long now = views.latestMicros();
    HeldCalls known = registry.heldCalls();
    Approval before = known.find(held.keyId(), call, now);
    if (before != null && before.state() != State.APPROVED) {
      return CompletableFuture.completedFuture(new Settled(held, Finding.WAITS, before.id()));
    }
    if (before == null
        && (isLong(held.request(), query) || known.isCrowded(held.keyId(), held.tenant(), now))) {
      return CompletableFuture.completedFuture(unasked(held));
    }
    return ledger
        .later(draft -> settle(draft, held, call, query))
        .exceptionally(_ -> new Settled(held, Finding.LATER, before == null ? "" : before.id()));
  }

  /// How many calls nobody was asked about.
  long unasked() {
    return unasked.sum();
  }

  private Settled unasked(Held held) {
    unasked.increment();
    return new Settled(held, Finding.UNASKED, "");
  }

  private Settled settle(Draft draft, Held held, String call, String query) throws KeysException {
    long now = views.latestMicros();
    // A fenced key gets no power.
    if (hands.isOut(draft, held.keyId(), now) != null) {
      return unasked(held);
    }
    HeldCalls known = HeldCalls.among(draft.approvals());
    Approval before = known.find(held.keyId(), call, now);
    if (before == null) {
      return known.isCrowded(held.keyId(), held.tenant(), now)
          ? unasked(held)
          : asked(draft, held, call, query, now);
    }
    if (before.state() != State.APPROVED || !isApproved(draft, before, now)) {
      return new Settled(held, Finding.WAITS, before.id());
    }
    Approval used = before.with(State.COLLECTED, before.decidedBy(), "");
    draft.write(
        Change.ofDocument(
            Change.Kind.PASS, actor(held), views.nowMicros(), "", new Document.Wish(used)));
    return new Settled(held, Finding.APPROVED, before.id());
  }

  /// Whether who approved still may.
  private boolean isApproved(Draft draft, Approval approval, long now) {
    return hands.isSecondNot(draft, approval, approval.decidedBy(), now) == null;
  }

  private Settled asked(Draft draft, Held held, String call, String query, long now)
      throws KeysException {
    Request request = held.request();
    Approval approval =
        Approval.waiting(
            names.draw("call"),
            new AskedFor.HeldCall(
                held.tenant(),
                held.keyId(),
                call,
                shown(request.api()),
                shown(request.method()),
                shown(request.path()),
                shown(query),
                held.risk(),
                now + micros(times.decide())),
            actor(held),
            views.nowMicros());
    draft.write(
        Change.ofDocument(
            Change.Kind.ASK, actor(held), views.nowMicros(), "", new Document.Wish(approval)));
    return new Settled(held, Finding.WAITS, approval.id());
  }

  /// A call that is approved, and from when on it no longer counts.
  AskedFor.HeldCall usable(AskedFor.HeldCall call) {
    return call.until(views.latestMicros() + micros(times.use()));
  }

  private static Actor actor(Held held) {
    Source source = held.request().source();
    return new Actor(
        held.keyId(), source.address().isEmpty() ? source.canonical() : source.address());
  }

  /// Who approves sees all of it but secrets.
  private String shown(String text) {
    return shape.isIn(text) ? shape.masked(text.replace("%5F", "_").replace("%5f", "_")) : text;
  }

  private static boolean isLong(Request request, String query) {
    return request.api().length()
            + request.method().length()
            + request.path().length()
            + query.length()
        > MOST_SHOWN;
  }

  private static String digest(Request request, String query) {
    return Names.digest(
        request.api().getBytes(UTF_8),
        request.method().getBytes(UTF_8),
        request.path().getBytes(UTF_8),
        query.getBytes(UTF_8));
  }

  private static long micros(Duration time) {
    return time.toMillis() * 1_000;
  }
}
