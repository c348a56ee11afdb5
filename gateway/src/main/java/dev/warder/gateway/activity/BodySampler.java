package dev.warder.gateway.activity;

import dev.warder.model.Parameter;
import java.util.List;

/// Chooses requests whose JSON bodies are looked at, and says what fields they have. Asked on event
/// loops, so it never waits; safe for use by many threads.
public interface BodySampler {
  /// The longest body that is looked at, octets.
  int MOST_OCTETS = 16 << 10;

  /// Looks at none.
  BodySampler NONE =
      new BodySampler() {
        @Override
        public boolean chooses() {
          return false;
        }

        @Override
        public List<Parameter> parameters(List<Parameter> query, byte[] body) {
          return query;
        }
      };

  /// Whether the body that comes is to be looked at.
  boolean chooses();

  /// What a call carried.
  ///
  /// @param query parameters of its query
  /// @param body as it came, whole; up to [#MOST_OCTETS] of whatever the caller sent
  /// @return those of the query, then names and shapes of the body's fields, at most
  ///   [dev.warder.model.Activity#MAX_LIST]; never a value
  List<Parameter> parameters(List<Parameter> query, byte[] body);
}
