package dev.warder.server.serve;

import static java.util.Objects.requireNonNull;

import dev.warder.api.http.Reply;
import dev.warder.api.verify.Message;
import dev.warder.api.verify.VerdictWords;
import dev.warder.gateway.refusal.Refusal;
import dev.warder.gateway.verdict.Answer;
import dev.warder.gateway.verdict.Asked;
import dev.warder.gateway.verdict.KeyVerifier;
import dev.warder.gateway.verdict.Ruling;
import dev.warder.keys.Held;
import dev.warder.keys.Keys;
import dev.warder.keys.Overlap;
import dev.warder.keys.Presented;
import dev.warder.keys.Verdict;
import dev.warder.keys.proof.Scheme;
import dev.warder.keys.verify.RecordedVerdict;
import dev.warder.model.CredentialKind;
import dev.warder.model.Times;
import dev.warder.policy.Mode;
import dev.warder.policy.Reason;
import dev.warder.policy.Request;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Has the keys of this process decide about calls at the gate.
///
/// Guarantees a refusal is, octet for octet, the one that other doors give through proxies
final class KeysAtTheGate implements KeyVerifier {
  private final Keys keys;
  private final Identities identities;

  KeysAtTheGate(Keys keys, Identities identities) {
    this.keys = requireNonNull(keys, "keys is null");
    this.identities = requireNonNull(identities, "identities is null");
  }

  @Override
  public Answer verify(Asked asked) {
    Request request = request(asked);
    return switch (keys.judge(presented(asked), request)) {
      case Verdict verdict -> ruling(verdict, request);
      case Held held ->
          new Answer.Later(
              held.keyId(),
              held.tenant(),
              keys.settle(held, asked.message().query())
                  .thenApply(settled -> () -> ruling(keys.conclude(settled), request)));
    };
  }

  /// A call as it is decided about.
  static Request request(Asked asked) {
    return new Request(
        asked.timeMicros(),
        asked.api(),
        asked.method(),
        asked.path(),
        asked.source(),
        asked.userAgent(),
        RecordedVerdict.GATE);
  }

  private Ruling ruling(Verdict verdict, Request request) {
    Ruling ruling = unvouched(verdict, request);
    return identities.areOn() && verdict.isAllowed()
        ? identities.vouched(ruling, keys.facts(verdict.keyId()), request.timeMicros())
        : ruling;
  }

  private Ruling unvouched(Verdict verdict, Request request) {
    return new Ruling(
        verdict.id().toString(),
        VerdictWords.code(verdict.reason()),
        verdict.keyId(),
        verdict.tenant(),
        verdict.principal(),
        verdict.isAllowed() ? null : refusal(verdict),
        verdict.isAllowed() ? overlap(verdict.keyId()) : null,
        verdict.mode() == Mode.ENFORCE ? "" : verdict.mode().name(),
        verdict.reason() == Reason.ALLOWED && verdict.approvalId().isEmpty()
            ? () -> keys.lasts(verdict, request)
            : null,
        verdict.approvalId(),
        CredentialKind.API_KEY,
        "",
        null,
        // Whoever knows about keys cuts what is open with them.
        Ruling.NEVER);
  }

  private Ruling.@Nullable Overlap overlap(String key) {
    Overlap overlap = key.isEmpty() ? null : keys.overlap(key);
    return overlap == null
        ? null
        : new Ruling.Overlap(
            overlap.sinceMicros() / Times.SECOND, overlap.endMicros() / Times.SECOND);
  }

  private static Presented presented(Asked asked) {
    Asked.Message message = asked.message();
    return message.isSigned()
        ? Message.presented(
            asked.expose(),
            new Message.Line(
                asked.method(),
                message.isSecure() ? Scheme.HTTPS : Scheme.HTTP,
                asked.api(),
                message.target()),
            message.fields())
        : Presented.of(asked.expose());
  }

  private static Refusal refusal(Verdict verdict) {
    return refusal(VerdictWords.code(verdict.reason()), VerdictWords.refusal(verdict));
  }

  /// A reply of the doors, at the gate.
  static Refusal refusal(String code, Reply reply) {
    List<Refusal.Header> headers = new ArrayList<>();
    headers.add(new Refusal.Header("content-type", reply.mediaType()));
    for (Reply.Header header : reply.headers()) {
      headers.add(new Refusal.Header(header.name(), header.value()));
    }
    return Refusal.of(code, reply.status(), headers, reply.body());
  }
}
