package dev.warder.policy.select;

import dev.warder.model.Source;
import dev.warder.policy.KeyFacts;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// A history that is told what to know.
final class FakeHistory implements KeyHistory {
  /// A call of any key.
  record Call(long micros, Source source, String method, String path) {}

  final List<String> ancestors = new ArrayList<>();
  final List<Call> calls = new ArrayList<>();
  long lastUsedMicros = NEVER_USED;
  List<String> postures = List.of();

  @Override
  public boolean descends(KeyFacts key, String ancestorId) {
    return ancestors.contains(ancestorId);
  }

  @Override
  public long lastUsedMicros(KeyFacts key) {
    return lastUsedMicros;
  }

  @Override
  public boolean called(KeyFacts key, Selector.OfCalls asked) {
    // Moments are of the time of asking, which is past every call here.
    long from = asked.span().fromMicros(Long.MAX_VALUE);
    long to = asked.span().toMicros(Long.MAX_VALUE);
    return calls.stream()
        .anyMatch(call ->
            call.micros() >= from
                && call.micros() < to
                && asked.test().isMet(call.source(), call.method(), call.path()));
  }

  @Override
  public Collection<String> postures(KeyFacts key) {
    return postures;
  }
}
