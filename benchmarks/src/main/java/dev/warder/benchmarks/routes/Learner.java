package dev.warder.benchmarks.routes;

import dev.warder.benchmarks.routes.RouteTraffic.RouteCall;
import java.util.List;

/// A way to put calls into groups.
@FunctionalInterface
interface Learner {
  /// The group of each call, equal for calls of one group; what noise gets does not matter.
  Object[] group(String host, List<RouteCall> calls);
}
