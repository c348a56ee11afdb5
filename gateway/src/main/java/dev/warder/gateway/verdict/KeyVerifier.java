package dev.warder.gateway.verdict;

/// Decides about calls. Called on event loops, by many at once.
///
/// Bounds must answer from memory: whoever waits here holds up every call of the loop
///
/// Errors [java.util.concurrent.RejectedExecutionException] says that there is too much to do; it
/// and any other exception are what [WhenUnjudged] is for
@FunctionalInterface
public interface KeyVerifier {
  Answer verify(Asked asked);
}
