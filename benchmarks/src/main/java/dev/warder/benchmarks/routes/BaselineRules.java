package dev.warder.benchmarks.routes;

import dev.warder.benchmarks.routes.RouteTraffic.RouteCall;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Two published rules to compare with, each written out in full. Both see only calls that show
/// their path to exist.
final class BaselineRules {
  private static final String PARAMETER = "{}";
  private static final int VALUES_BEFORE_MERGE = 10;

  private BaselineRules() {}

  /// A segment is a parameter if it is a number or a UUID, and never otherwise.
  static Object[] numeric(String host, List<RouteCall> calls) {
    Object[] groups = new Object[calls.size()];
    for (int i = 0; i < groups.length; i++) {
      RouteCall call = calls.get(i);
      groups[i] = call.method() + "/" + String.join("/", typed(call.path()));
    }
    return groups;
  }

  /// As [#numeric]; and the segments at one place are a parameter as soon as more than ten
  /// different ones were seen there.
  ///
  /// Source the rule Akto's inventory applies to string segments, threshold included
  static Object[] mergeAfterTen(String host, List<RouteCall> calls) {
    Map<String, Set<String>> seenBelow = new HashMap<>();
    boolean changed = true;
    String[] groups = new String[calls.size()];
    // Merging one place brings places below it together, so until nothing changes.
    while (changed) {
      int before = merged(seenBelow);
      for (int i = 0; i < groups.length; i++) {
        groups[i] = walk(calls.get(i), seenBelow);
      }
      changed = merged(seenBelow) != before;
    }
    return groups;
  }

  private static int merged(Map<String, Set<String>> seenBelow) {
    int merged = 0;
    for (Set<String> segments : seenBelow.values()) {
      merged += segments.size() > VALUES_BEFORE_MERGE ? 1 : 0;
    }
    return merged;
  }

  private static String walk(RouteCall call, Map<String, Set<String>> seenBelow) {
    StringBuilder place = new StringBuilder(call.method());
    for (String segment : typed(call.path())) {
      Set<String> siblings = seenBelow.computeIfAbsent(place.toString(), p -> new HashSet<>());
      if (call.counts() && !segment.equals(PARAMETER) && siblings.size() <= VALUES_BEFORE_MERGE) {
        siblings.add(segment);
      }
      place.append('/').append(siblings.size() > VALUES_BEFORE_MERGE ? PARAMETER : segment);
    }
    return place.toString();
  }

  private static String[] typed(String path) {
    String[] segments = path.substring(1).split("/", -1);
    for (int i = 0; i < segments.length; i++) {
      segments[i] = isNumber(segments[i]) || isUuid(segments[i]) ? PARAMETER : segments[i];
    }
    return segments;
  }

  private static boolean isNumber(String segment) {
    return !segment.isEmpty() && segment.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static boolean isUuid(String segment) {
    return segment.length() == 36
        && segment.charAt(8) == '-'
        && segment.chars().allMatch(c -> c == '-' || Character.digit(c, 16) >= 0);
  }
}
