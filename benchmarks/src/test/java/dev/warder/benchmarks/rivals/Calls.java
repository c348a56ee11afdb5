package dev.warder.benchmarks.rivals;

/// Calls for tests, each a step away from an ordinary one.
final class Calls {
  static final long HOUR = 3_600_000;

  private Calls() {}

  static KeyCall at(long millis, String key) {
    return call(millis, key, "203.0.113.7", "GET /users", 200, 100);
  }

  static KeyCall call(
      long millis, String key, String address, String operation, int status, long bytes) {
    return new KeyCall(
        millis, key, "tenant of " + key, address, operation, operation, status, bytes);
  }
}
