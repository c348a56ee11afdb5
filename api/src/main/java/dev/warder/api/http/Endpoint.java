package dev.warder.api.http;

/// Answers the calls of one route.
@FunctionalInterface
public interface Endpoint {
  /// Answers a call.
  ///
  /// @throws ProblemException if it is refused
  Answer answer(Call call) throws ProblemException;
}
