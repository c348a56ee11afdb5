package dev.warder.engine.spec;

import dev.warder.model.Activity;
import dev.warder.model.Parameter.Place;
import dev.warder.model.inventory.OperationSummary;
import dev.warder.model.inventory.ParameterSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Parameters that a description requires and that calls get by without.
///
///     limit in 90 calls, day (required) in 60     at least 30 calls came without day
///
/// A call without any parameter proves nothing: its log may leave queries or bodies out. One that
/// carried another parameter of the same place shows that this one was not there.
///
/// Guarantees what is told is a lower bound; where parameters were left out for want of room,
/// nothing is told
final class MissingParameters {
  private static final int ENOUGH_CALLS = 3;

  private MissingParameters() {}

  /// `day (at least 30 calls)`, in the order of the description.
  static List<String> of(OperationSummary seen, SpecOperation declared) {
    List<String> missing = new ArrayList<>();
    if (seen.parametersLeftOut() > 0 || seen.parameters().size() >= Activity.MAX_LIST) {
      return missing;
    }
    long unclear = unclear(seen);
    for (SpecParameter parameter : declared.parameters()) {
      if (parameter.required() && isSimple(parameter)) {
        long without = without(seen, parameter) - unclear;
        if (without >= ENOUGH_CALLS) {
          missing.add(parameter.name() + " (at least " + without + " calls)");
        }
      }
    }
    return missing;
  }

  /// Whether one name stands for the parameter wherever it is carried.
  private static boolean isSimple(SpecParameter parameter) {
    return parameter.place() != Place.PATH
        && !parameter.type().isEmpty()
        && !parameter.type().equals("object")
        && !parameter.type().equals("array")
        && parameter.name().indexOf('[') < 0;
  }

  /// Calls that surely did without a parameter.
  private static long without(OperationSummary seen, SpecParameter parameter) {
    long with = 0;
    long most = 0;
    for (ParameterSummary other : seen.parameters()) {
      if (other.place() == parameter.place()) {
        boolean same = isSpelling(other.name(), parameter.name());
        with += same ? other.calls() : 0;
        most = same ? most : Math.max(most, other.calls());
      }
    }
    return most - with;
  }

  /// Whether servers take one name for the other: some do not mind case, or brackets at the end.
  private static boolean isSpelling(String seen, String declared) {
    return seen.equalsIgnoreCase(declared) || seen.equalsIgnoreCase(declared + "[]");
  }

  /// Calls of which the log does not say that they succeeded.
  private static long unclear(OperationSummary seen) {
    long unclear = 0;
    for (Map.Entry<String, Long> outcome : seen.statuses().entrySet()) {
      String label = outcome.getKey();
      boolean status = label.length() == 3 && Character.isDigit(label.charAt(0));
      unclear += status || label.equals("ok") ? 0 : outcome.getValue();
    }
    return unclear;
  }
}
