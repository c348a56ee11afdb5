package dev.warder.gateway.proxy;

import dev.warder.gateway.refusal.GateCode;
import dev.warder.gateway.refusal.Refusal;
import dev.warder.gateway.verdict.Asked;
import dev.warder.gateway.verdict.Ruling;
import dev.warder.gateway.verdict.WhenUnjudged;
import dev.warder.gateway.wire.RequestHead;
import dev.warder.gateway.wire.Role;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Has calls decided about.
///
/// Guarantees whatever the verifier does, there is an answer: its own, or the one that was chosen
/// for when it fails
final class Judging {
  private static final Logger LOG = LoggerFactory.getLogger(Judging.class);
  private static final Ruling OVERLOADED =
      refused(Refusal.of(GateCode.OVERLOADED, "Nobody could decide about the call. Try again."));
  private static final Ruling UNAVAILABLE =
      refused(Refusal.of(GateCode.UNAVAILABLE, "Nobody can decide about the call at present."));
  private static final Ruling UNJUDGED = Ruling.passed("", "unjudged", "", "", "");

  private Judging() {}

  private static Ruling refused(Refusal refusal) {
    return new Ruling("", refusal.code(), "", "", "", refusal, null, "", null);
  }

  static Ruling judge(Loop loop, RequestHead head, ObservedCall observed, boolean isSecure) {
    String credential = loop.credentials.take(head);
    Asked asked =
        new Asked(
            observed.timeMicros(),
            credential,
            head.host(),
            head.method(),
            head.path(),
            observed.source(),
            observed.userAgent(),
            new HeadMessage(head, isSecure));
    loop.gate.counters().calls.increment();
    try {
      Ruling ruling = loop.gate.verifier().verify(asked);
      if (ruling.refusal() != null) {
        loop.gate.counters().refused.increment();
      }
      return ruling;
    } catch (RejectedExecutionException e) {
      return unjudged(loop, OVERLOADED);
    } catch (RuntimeException e) {
      StackTraceElement[] trace = e.getStackTrace();
      LOG.atError()
          .addKeyValue("error.type", e.getClass().getName())
          .addKeyValue("at", trace.length == 0 ? "" : trace[0].toString())
          .log("fault of the verifier");
      return unjudged(loop, UNAVAILABLE);
    }
  }

  private static Ruling unjudged(Loop loop, Ruling refused) {
    loop.gate.counters().unjudged.increment();
    return loop.gate.settings().whenUnjudged() == WhenUnjudged.PASS ? UNJUDGED : refused;
  }

  /// A head as the message that a proof covers.
  private record HeadMessage(RequestHead head, boolean isSecure) implements Asked.Message {
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
    public List<Map.Entry<String, String>> fields() {
      return head.fields().entries();
    }
  }
}
