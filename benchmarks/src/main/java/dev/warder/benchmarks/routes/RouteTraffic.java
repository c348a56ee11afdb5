package dev.warder.benchmarks.routes;

import dev.warder.testkit.draw.Draw;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Invented calls to the operations of one host, the same for the same seed.
///
///     operations  1 … n by popularity, calls of the r-th ~ 1 / r, at least one
///     values      of a parameter: 1 to about 1,000, the first used most; shared by all operations
///                 that have the parameter at the same collection
///     statuses    mostly 2xx, some 3xx, 4xx, 5xx, whatever the operation
///     noise       guesses at paths that do not exist, answered 404
///
/// Units calls per operation in the mean: [#MEAN_CALLS]
final class RouteTraffic {
  static final int MEAN_CALLS = 30;
  private static final int NOISE_PER_MILLE = 80;
  private static final int NOT_FOUND_PER_MILLE = 30;
  private static final List<Integer> USUAL = List.of(200, 200, 200, 200, 200, 201, 204, 304);
  private static final List<Integer> ODD = List.of(400, 401, 403, 409, 429, 500, 503);
  private static final List<String> GUESSES =
      List.of(
          "admin",
          "wp-login.php",
          ".env",
          "backup",
          "phpmyadmin",
          "old",
          "test",
          "console",
          "actuator",
          "config.json",
          "login.action",
          "cgi-bin",
          "shell",
          "api-docs",
          "debug");

  private final List<TrueOperation> operations;
  private final Draw draw;
  private final Map<String, List<String>> pools = new HashMap<>();
  private final Map<TrueOperation, List<TrueOperation>> rivals = new HashMap<>();

  /// One call.
  ///
  /// @param truth the operation's place in the list, or -1 for noise
  record RouteCall(String method, String path, int status, int truth) {
    /// Whether the reply shows that the path exists, so that it must have an operation.
    boolean counts() {
      return truth >= 0 && (status < 400 || status == 403);
    }
  }

  RouteTraffic(List<TrueOperation> operations, Draw draw) {
    this.operations = operations;
    this.draw = draw;
    for (TrueOperation operation : operations) {
      for (TrueOperation other : operations) {
        if (!other.equals(operation)
            && other.literals() >= operation.literals()
            && operation.overlaps(other)) {
          rivals.computeIfAbsent(operation, absent -> new ArrayList<>()).add(other);
        }
      }
    }
  }

  /// All calls, in the order of time.
  List<RouteCall> calls() {
    List<Integer> byPopularity = new ArrayList<>();
    for (int i = 0; i < operations.size(); i++) {
      byPopularity.add(i);
    }
    shuffle(byPopularity);
    double harmonic = 0;
    for (int rank = 1; rank <= operations.size(); rank++) {
      harmonic += 1.0 / rank;
    }
    double most = MEAN_CALLS * operations.size() / harmonic;
    List<RouteCall> calls = new ArrayList<>();
    for (int rank = 1; rank <= operations.size(); rank++) {
      int index = byPopularity.get(rank - 1);
      for (int n = (int) Math.max(1, most / rank); n > 0; n--) {
        addCall(calls, index);
      }
    }
    shuffle(calls);
    return calls;
  }

  private void addCall(List<RouteCall> calls, int index) {
    TrueOperation operation = operations.get(index);
    String path = path(operation);
    if (path != null) {
      calls.add(new RouteCall(operation.method(), path, status(), index));
    }
    if (draw.perMille(NOISE_PER_MILLE)) {
      String below = draw.perMille(500) || path == null ? "" : path;
      calls.add(new RouteCall(operation.method(), below + "/" + draw.pick(GUESSES), 404, -1));
    }
  }

  private int status() {
    if (draw.perMille(NOT_FOUND_PER_MILLE)) {
      return 404;
    }
    return draw.perMille(80) ? draw.pick(ODD) : draw.pick(USUAL);
  }

  /// A path of the operation that no operation with more literals would take; null if five draws
  /// gave none.
  private @Nullable String path(TrueOperation operation) {
    for (int i = 0; i < 5; i++) {
      String path = fill(operation);
      boolean taken = false;
      for (TrueOperation rival : rivals.getOrDefault(operation, List.of())) {
        taken |= rival.literals() > operation.literals() && rival.accepts(path);
      }
      if (!taken) {
        return path;
      }
    }
    return null;
  }

  private String fill(TrueOperation operation) {
    StringBuilder path = new StringBuilder();
    String collection = "";
    for (String segment : operation.segments()) {
      path.append('/');
      int at = 0;
      while (at < segment.length()) {
        int open = segment.indexOf('{', at);
        int close = open < 0 ? -1 : segment.indexOf('}', open);
        if (close < 0) {
          path.append(segment, at, segment.length());
          break;
        }
        path.append(segment, at, open);
        path.append(value(operation, collection, segment.substring(open + 1, close)));
        at = close + 1;
      }
      collection = segment.indexOf('{') < 0 ? segment : collection;
    }
    return path.isEmpty() ? "/" : path.toString();
  }

  private String value(TrueOperation operation, String collection, String parameter) {
    List<String> pool =
        pools.computeIfAbsent(
            collection + "/" + parameter,
            name -> ParameterValues.pool(operation.parameter(parameter), draw.fork(name)));
    return pool.get(draw.crowded(pool.size(), 2));
  }

  private void shuffle(List<?> list) {
    for (int i = list.size(); i > 1; i--) {
      Collections.swap(list, i - 1, draw.below(i));
    }
  }
}
