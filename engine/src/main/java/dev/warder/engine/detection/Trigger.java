package dev.warder.engine.detection;

import static java.util.Objects.requireNonNull;

import dev.warder.model.Times;

/// When a detection holds.
public sealed interface Trigger {

  /// One call of certain operations, under a condition.
  ///
  /// @param operations which operations, asked once per operation
  /// @param condition what else must hold, asked per activity
  /// @param ownership whether resources the caller made itself count
  /// @param outcome whether attempts count, or only what succeeded
  record OnCall(
      OperationTest operations, Condition condition, Ownership ownership, Attempts outcome)
      implements Trigger {
    public OnCall {
      requireNonNull(operations, "operations is null");
      requireNonNull(condition, "condition is null");
      requireNonNull(ownership, "ownership is null");
      requireNonNull(outcome, "outcome is null");
    }
  }

  /// Such calls on several different things within a window.
  ///
  /// @param call which calls
  /// @param distinct what must differ between them
  /// @param atLeast how many different ones, 2 to 64
  /// @param withinMicros length of the window, event time, up to [#MAX_WITHIN_MICROS]
  record Repeated(OnCall call, Distinct distinct, int atLeast, long withinMicros)
      implements Trigger {
    public static final long MAX_WITHIN_MICROS = Times.DAY;

    public Repeated {
      requireNonNull(call, "call is null");
      requireNonNull(distinct, "distinct is null");
      if (atLeast < 2 || atLeast > 64) {
        throw new IllegalArgumentException("atLeast must be 2 to 64, is " + atLeast);
      }
      if (withinMicros <= 0 || withinMicros > MAX_WITHIN_MICROS) {
        throw new IllegalArgumentException(
            "withinMicros must be above 0 and at most a day, is " + withinMicros);
      }
    }
  }

  /// A sign that the engine computes from profiles; content gives it weight and words.
  record OnSign(Sign sign) implements Trigger {
    public OnSign {
      requireNonNull(sign, "sign is null");
    }
  }

  /// Whether a call on resources counts that the same key created before.
  enum Ownership {
    ANY,
    /// Only if some target was not made by the key itself.
    FOREIGN_ONLY
  }

  /// Whether failed calls count.
  enum Attempts {
    ANY,
    SUCCEEDED_ONLY,
    REFUSED_ONLY
  }

  /// What must differ between repeated calls.
  enum Distinct {
    TARGET,
    OPERATION,
    CALL
  }
}
