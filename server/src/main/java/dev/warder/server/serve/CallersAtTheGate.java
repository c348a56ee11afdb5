package dev.warder.server.serve;

import static java.util.Objects.requireNonNull;

import dev.warder.api.verify.VerdictWords;
import dev.warder.gateway.verdict.Answer;
import dev.warder.gateway.verdict.Asked;
import dev.warder.gateway.verdict.KeyVerifier;
import dev.warder.gateway.verdict.Ruling;
import dev.warder.keys.shape.KeyShape;
import dev.warder.policy.Reason;

/// Has whoever knows about what a call shows decide about it: keys, or tokens of other issuers.
final class CallersAtTheGate implements KeyVerifier {
  private static final String MALFORMED = VerdictWords.code(Reason.MALFORMED);

  private final KeysAtTheGate keys;
  private final TokensAtTheGate tokens;
  private final KeyShape shape;

  /// @param shape how keys of ours look
  CallersAtTheGate(KeysAtTheGate keys, TokensAtTheGate tokens, KeyShape shape) {
    this.shape = requireNonNull(shape, "shape is null");
    this.keys = requireNonNull(keys, "keys is null");
    this.tokens = requireNonNull(tokens, "tokens is null");
  }

  @Override
  public Answer verify(Asked asked) {
    return switch (asked.form()) {
      case KEY ->
          switch (keys.verify(asked)) {
            case Ruling ruling when isForeign(ruling, asked) -> tokens.foreign(asked, ruling);
            case Ruling ruling -> ruling;
            case Answer.Later later -> later;
          };
      // Two tokens show none, like two keys.
      case TOKEN -> asked.expose().isEmpty() ? keys.verify(asked) : token(asked);
    };
  }

  /// What nobody trusted has issued may still be a key of another system that came in.
  private Answer token(Asked asked) {
    Ruling ruling = tokens.verify(asked);
    if (!tokens.isOfNobody(ruling)) {
      return ruling;
    }
    Answer asKey = keys.verify(asked);
    return asKey instanceof Ruling key && key.code().equals(MALFORMED) ? ruling : asKey;
  }

  /// Whether what was shown is nothing of ours: no key, nor one that is mistyped, nor a token
  /// spelled so that only others read it as one.
  private boolean isForeign(Ruling ruling, Asked asked) {
    String shown = asked.expose();
    return ruling.code().equals(MALFORMED)
        && !shown.isEmpty()
        && !shape.isBegunIn(shown)
        && !isNearlyToken(shown);
  }

  private static boolean isNearlyToken(String shown) {
    int first = shown.indexOf('.');
    return first >= 0 && shown.indexOf('.', first + 1) >= 0 && shown.contains("ey");
  }
}
