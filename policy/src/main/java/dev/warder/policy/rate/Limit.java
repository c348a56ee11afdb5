package dev.warder.policy.rate;

import static java.util.Objects.requireNonNull;

import dev.warder.policy.scope.OperationPattern;
import dev.warder.policy.text.Parsed;

/// A rate, and which calls share a bucket of it.
///
/// - Shape: `600/min` (each key has a bucket), `5/min on POST /api/runCommand` (each key has one
///   for these operations), `10000/h per tenant` (all keys of a tenant share one)
public sealed interface Limit {
  /// How often.
  Rate rate();

  /// Reads a limit, strictly.
  static Parsed<Limit> parse(String text) {
    return new RateReader(text).limit();
  }

  /// A bucket for some operations of a key.
  record PerOperation(Rate rate, OperationPattern operation) implements Limit {
    public PerOperation {
      requireNonNull(rate, "rate is null");
      requireNonNull(operation, "operation is null");
    }

    @Override
    public String toString() {
      return rate + " on " + operation;
    }
  }

  /// A bucket for all a key does.
  record PerKey(Rate rate) implements Limit {
    public PerKey {
      requireNonNull(rate, "rate is null");
    }

    @Override
    public String toString() {
      return rate.toString();
    }
  }

  /// A bucket for all that keys of one tenant do, as far as they have a limit of the same text.
  record PerTenant(Rate rate) implements Limit {
    public PerTenant {
      requireNonNull(rate, "rate is null");
    }

    @Override
    public String toString() {
      return rate + " per tenant";
    }
  }
}
