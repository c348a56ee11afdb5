package dev.warder.api.verify;

import dev.warder.keys.Judged;
import dev.warder.keys.Presented;
import dev.warder.policy.Request;
import org.jspecify.annotations.Nullable;

/// Decides about calls of a platform's API that show something else than a key: signed tokens of
/// issuers that the operator trusts. Safe for use by many threads; never waits.
///
/// Guarantees what is decided here is written down as verdicts about keys are
@FunctionalInterface
public interface OtherCallers {
  /// Where nobody else is trusted.
  OtherCallers NONE = (presented, request) -> null;

  /// What is decided; null if that is for keys to decide.
  @Nullable Judged judge(Presented presented, Request request);
}
