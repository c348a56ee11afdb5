package dev.warder.server.serve;

import static java.util.Objects.requireNonNull;

import dev.warder.gateway.verdict.Answer;
import dev.warder.gateway.verdict.Asked;
import dev.warder.gateway.verdict.KeyVerifier;

/// Has whoever knows about what a call shows decide about it: keys, or tokens of other issuers.
final class CallersAtTheGate implements KeyVerifier {
  private final KeysAtTheGate keys;
  private final TokensAtTheGate tokens;

  CallersAtTheGate(KeysAtTheGate keys, TokensAtTheGate tokens) {
    this.keys = requireNonNull(keys, "keys is null");
    this.tokens = requireNonNull(tokens, "tokens is null");
  }

  @Override
  public Answer verify(Asked asked) {
    return switch (asked.form()) {
      case KEY -> keys.verify(asked);
      case TOKEN -> tokens.verify(asked);
    };
  }
}
