package dev.warder.keys.verify;

import static java.util.Objects.requireNonNull;

import dev.warder.keys.KeyAlarm;
import dev.warder.keys.Verdict;
import dev.warder.keys.state.KeyState;
import dev.warder.policy.Request;
import org.jspecify.annotations.Nullable;

/// A verdict that was given, and what the caller was not told.
///
/// @param verdict what the caller was told
/// @param request the call
/// @param key the key whose right secret was shown, or whose owner proved to be it; null if none
///   was, or somebody else vouched for the caller
/// @param why what else there is to say, for people: why a proof failed, that the answer was
///   masked; may be empty
/// @param alarm what the use is a sign of; null if of nothing
record Given(
    Verdict verdict,
    Request request,
    @Nullable KeyState key,
    String why,
    KeyAlarm.@Nullable Kind alarm) {
  Given {
    requireNonNull(verdict, "verdict is null");
    requireNonNull(request, "request is null");
    requireNonNull(why, "why is null");
  }

  /// The key, or what who shows none is known again by; empty if nothing.
  String keyId() {
    return key == null ? verdict.keyId() : key.id();
  }

  String tenant() {
    return key == null ? verdict.tenant() : key.facts().tenant();
  }

  String principal() {
    return key == null ? verdict.principal() : key.facts().principal();
  }
}
