package dev.warder.keys.proof;

import static dev.warder.keys.proof.Refused.because;
import static java.util.Objects.requireNonNull;

import dev.warder.keys.proof.ProofRules.ContentRule;
import dev.warder.keys.proof.Proven.Content;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Tells whether who sent a message holds a key. Safe for any number of threads.
///
/// Shape message -> [#claim] -> key id, by which the key is found -> [#verify] -> [Proof] Bounds a
/// signature is checked only once all that is cheap to check is right; content is digested, and a
/// nonce remembered, only once the signature is Errors a [Refused] for whatever a message holds;
/// never throws on input Guarantees what is proven was signed by the key's owner for this method,
/// host, path, query and content (as far as the rules require them), within the window, and not
/// seen before by this window since it began Does not guarantee that another process with another
/// window did not see it Source RFC 9421 §3.2
public final class ProofVerifier {
  private final ProofRules rules;
  private final ReplayWindow window;

  /// @param window made for rules as wide as these, or wider
  public ProofVerifier(ProofRules rules, ReplayWindow window) {
    this.rules = requireNonNull(rules, "rules is null");
    this.window = requireNonNull(window, "window is null");
    if (!window.covers(rules)) {
      throw new IllegalArgumentException("the window forgets before the rules do");
    }
  }

  /// The signature of a message that is meant for Warder, if it is well formed; it may still be
  /// anybody's. [Refusal#UNSIGNED] means that there is none, so that a bearer may be asked for
  /// instead; any other refusal that somebody tried and failed.
  public Claim claim(SignedMessage message) {
    return SignatureReader.read(message, rules.tag());
  }

  /// Whether a claim holds.
  ///
  /// @param keyId the id of the key, which the signature must name
  /// @param nowMicros microseconds since the epoch, UTC
  public Proof verify(Claimed claimed, String keyId, ProofKey key, long nowMicros) {
    SignatureInput input = claimed.input();
    long now = Math.floorDiv(nowMicros, TimeUnit.SECONDS.toMicros(1));
    Refused wrong = wrong(input, keyId, now, claimed.message());
    if (wrong != null) {
      return wrong;
    }
    Refusal replay = window.refusal(keyId, input.nonce(), input.createdSeconds());
    if (replay != null) {
      return because(replay);
    }
    Refusal mismatch =
        switch (SignatureBase.of(claimed.message(), input)) {
          case SignatureBase.Built.Impossible(Refusal why) -> why;
          case SignatureBase.Built.Text base ->
              key.verifies(base.bytes(), claimed.signature()) ? null : Refusal.WRONG_SIGNATURE;
        };
    if (mismatch == null && input.covers(ContentDigest.FIELD)) {
      mismatch = ContentDigest.wrong(claimed.message());
    }
    if (mismatch == null) {
      mismatch = window.admit(keyId, input.nonce(), input.createdSeconds());
    }
    return mismatch != null
        ? because(mismatch)
        : new Proven(keyId, input.createdSeconds(), content(claimed.message().body(), input));
  }

  private @Nullable Refused wrong(
      SignatureInput input, String keyId, long now, SignedMessage message) {
    if (!input.algorithm().isEmpty() && !input.algorithm().equals("ed25519")) {
      return because(Refusal.WRONG_ALGORITHM);
    }
    if (!input.keyId().equals(keyId)) {
      return because(Refusal.WRONG_KEY_ID);
    }
    if (input.createdSeconds() > now + rules.skewSeconds()) {
      return because(Refusal.TOO_EARLY);
    }
    if (input.createdSeconds() < now - rules.windowSeconds()) {
      return because(Refusal.TOO_OLD);
    }
    if (input.expiresSeconds() < now) {
      return because(Refusal.EXPIRED);
    }
    for (String required : rules.required()) {
      if (!input.covers(required)) {
        return new Refused(Refusal.NOT_COVERED, required);
      }
    }
    return rules.content() == ContentRule.COVERED
            && message.body().mayHaveContent()
            && !input.covers(ContentDigest.FIELD)
        ? new Refused(Refusal.NOT_COVERED, ContentDigest.FIELD)
        : null;
  }

  private static Content content(Body body, SignatureInput input) {
    boolean covered = input.covers(ContentDigest.FIELD);
    return switch (body) {
      case Body.Absent _ -> Content.NONE;
      case Body.Unseen _ -> covered ? Content.LEFT_TO_COMPARE : Content.OPEN;
      case Body.Shown shown ->
          shown.isEmpty() ? Content.NONE : covered ? Content.HOLDS : Content.OPEN;
    };
  }
}
