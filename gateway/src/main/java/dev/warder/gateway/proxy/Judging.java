package dev.warder.gateway.proxy;

import dev.warder.gateway.credential.QueryScan;
import dev.warder.gateway.refusal.GateCode;
import dev.warder.gateway.refusal.Refusal;
import dev.warder.gateway.verdict.Answer;
import dev.warder.gateway.verdict.Asked;
import dev.warder.gateway.verdict.Ruling;
import dev.warder.gateway.verdict.WhenUnjudged;
import dev.warder.gateway.wire.RequestHead;
import dev.warder.gateway.wire.Role;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Has calls decided about.
///
/// Guarantees whatever the verifier does, there is an answer: its own, or the one that was chosen
/// for when it fails. Where its own comes later and fails, or takes more than five seconds, the
/// call is refused, whatever was chosen
final class Judging {
  private static final Logger LOG = LoggerFactory.getLogger(Judging.class);
  private static final int PATIENCE_SECONDS = 5;
  private static final Ruling OVERLOADED =
      refused(Refusal.of(GateCode.OVERLOADED, "Nobody could decide about the call. Try again."));
  private static final Ruling UNAVAILABLE =
      refused(Refusal.of(GateCode.UNAVAILABLE, "Nobody can decide about the call at present."));
  private static final Ruling OUTLIVED =
      refused(
          Refusal.of(
              GateCode.BAD_CERTIFICATE,
              "It has ended since the connection began, or counts no more. Connect anew."));
  private static final Ruling UNJUDGED = Ruling.passed("", "unjudged", "", "", "");

  private Judging() {}

  private static Ruling refused(Refusal refusal) {
    return new Ruling("", refusal.code(), "", "", "", refusal, null);
  }

  static Answer judge(Loop loop, RequestHead head, ObservedCall observed, Peer peer) {
    ShownCertificate shown = peer.certificate();
    String credential = loop.credentials.take(head, shown != null);
    boolean isEnded = shown != null && !shown.holds(loop.gate.micros());
    Asked asked =
        new Asked(
            observed.timeMicros(),
            isEnded ? "" : credential,
            head.host(),
            head.method(),
            head.path(),
            observed.source(),
            observed.userAgent(),
            new HeadMessage(head, loop.credentials.query(), peer.isSecure()),
            isEnded ? Asked.Form.ENDED_CERTIFICATE : loop.credentials.form(),
            shown == null ? null : shown.certificate());
    loop.gate.counters().calls.increment();
    Answer answer = ask(loop, asked);
    return isEnded && !isRefused(answer) ? counted(loop, OUTLIVED) : answer;
  }

  private static boolean isRefused(Answer answer) {
    return answer instanceof Ruling ruling && ruling.refusal() != null;
  }

  private static Answer ask(Loop loop, Asked asked) {
    try {
      return switch (loop.gate.verifier().verify(asked)) {
        case Ruling ruling -> counted(loop, ruling);
        case Answer.Later later -> {
          CompletableFuture<Supplier<Ruling>> known = later.ruling().toCompletableFuture();
          yield known.isDone() ? settled(loop, known) : later;
        }
      };
    } catch (RejectedExecutionException e) {
      return unjudged(loop, OVERLOADED);
    } catch (RuntimeException e) {
      note(e);
      return unjudged(loop, UNAVAILABLE);
    }
  }

  private static void note(RuntimeException fault) {
    StackTraceElement[] trace = fault.getStackTrace();
    LOG.atError()
        .addKeyValue("error.type", fault.getClass().getName())
        .addKeyValue("at", trace.length == 0 ? "" : trace[0].toString())
        .log("fault of the verifier");
  }

  private static Ruling counted(Loop loop, Ruling ruling) {
    if (ruling.refusal() != null) {
      loop.gate.counters().refused.increment();
    }
    return ruling;
  }

  /// Waits for a ruling that comes later. It is handed over on the loop, to be asked there: the one
  /// that was promised, or, if that fails or does not come, a refusal.
  static void await(Loop loop, Answer.Later later, Consumer<Supplier<Ruling>> then) {
    Future<?> patience =
        loop.events.schedule(
            () -> then.accept(() -> unsettled(loop)), PATIENCE_SECONDS, TimeUnit.SECONDS);
    var _ =
        later
            .ruling()
            .whenComplete((_, _) ->
                loop.events.execute(() -> {
                  patience.cancel(false);
                  then.accept(() -> settled(loop, later.ruling().toCompletableFuture()));
                }));
  }

  private static Ruling settled(Loop loop, CompletableFuture<Supplier<Ruling>> known) {
    try {
      return counted(loop, known.join().get());
    } catch (RuntimeException e) {
      note(e);
      return unsettled(loop);
    }
  }

  /// Whatever was chosen for calls that nobody can decide about: this one waits for a person.
  static Ruling unsettled(Loop loop) {
    loop.gate.counters().unjudged.increment();
    return UNAVAILABLE;
  }

  private static Ruling unjudged(Loop loop, Ruling refused) {
    loop.gate.counters().unjudged.increment();
    return loop.gate.settings().whenUnjudged() == WhenUnjudged.PASS ? UNJUDGED : refused;
  }

  /// A head as the message that a proof covers.
  private record HeadMessage(RequestHead head, QueryScan scan, boolean isSecure)
      implements Asked.Message {
    @Override
    public boolean isSigned() {
      for (int i = 0; i < head.fields().count(); i++) {
        if (head.fields().role(i) == Role.SIGNATURE_INPUT) {
          return true;
        }
      }
      return false;
    }

    @Override
    public String target() {
      return head.target();
    }

    @Override
    public String query() {
      return scan.text(head);
    }

    @Override
    public List<Map.Entry<String, String>> fields() {
      return head.fields().entries();
    }
  }
}
