package dev.warder.content.sigma;

import dev.warder.model.Activity;
import dev.warder.model.Operation;
import java.util.List;
import java.util.function.Predicate;

/// What a rule asks of a call, as a tree.
///
/// [#early] asks the same of an operation alone, of which only some fields are known: a rule whose
/// answer is [Truth#FALSE] never watches the operation, so that calls of it do not pay for the
/// rule.
sealed interface Expression {

  boolean test(Activity activity);

  Truth early(Operation operation, String action);

  /// Kleene's three values.
  enum Truth {
    FALSE,
    UNKNOWN,
    TRUE;

    static Truth of(boolean value) {
      return value ? TRUE : FALSE;
    }
  }

  /// Every part holds.
  record All(List<Expression> parts) implements Expression {
    public All {
      parts = List.copyOf(parts);
    }

    @Override
    public boolean test(Activity activity) {
      for (int i = 0; i < parts.size(); i++) {
        if (!parts.get(i).test(activity)) {
          return false;
        }
      }
      return true;
    }

    @Override
    public Truth early(Operation operation, String action) {
      Truth least = Truth.TRUE;
      for (Expression part : parts) {
        Truth truth = part.early(operation, action);
        least = truth.compareTo(least) < 0 ? truth : least;
      }
      return least;
    }
  }

  /// Some part holds.
  record Any(List<Expression> parts) implements Expression {
    public Any {
      parts = List.copyOf(parts);
    }

    @Override
    public boolean test(Activity activity) {
      for (int i = 0; i < parts.size(); i++) {
        if (parts.get(i).test(activity)) {
          return true;
        }
      }
      return false;
    }

    @Override
    public Truth early(Operation operation, String action) {
      Truth most = Truth.FALSE;
      for (Expression part : parts) {
        Truth truth = part.early(operation, action);
        most = truth.compareTo(most) > 0 ? truth : most;
      }
      return most;
    }
  }

  /// The part does not hold.
  record Not(Expression part) implements Expression {
    @Override
    public boolean test(Activity activity) {
      return !part.test(activity);
    }

    @Override
    public Truth early(Operation operation, String action) {
      return switch (part.early(operation, action)) {
        case FALSE -> Truth.TRUE;
        case UNKNOWN -> Truth.UNKNOWN;
        case TRUE -> Truth.FALSE;
      };
    }
  }

  /// Some value of the field passes the test.
  record Match(LogField field, Predicate<String> test) implements Expression {
    @Override
    public boolean test(Activity activity) {
      return field.values().any(activity, test);
    }

    @Override
    public Truth early(Operation operation, String action) {
      String value = field.early().of(operation, action);
      return value == null ? Truth.UNKNOWN : Truth.of(!value.isEmpty() && test.test(value));
    }
  }

  /// Some value of the field is also one of the other field, without regard to case.
  record Same(LogField field, LogField other) implements Expression {
    @Override
    public boolean test(Activity activity) {
      return field
          .values()
          .any(activity, value -> other.values().any(activity, value::equalsIgnoreCase));
    }

    @Override
    public Truth early(Operation operation, String action) {
      return Truth.UNKNOWN;
    }
  }
}
