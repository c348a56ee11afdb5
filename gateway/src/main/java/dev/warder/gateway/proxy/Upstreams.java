package dev.warder.gateway.proxy;

import org.jspecify.annotations.Nullable;

/// The connections of one event loop to the upstream. Confined to its loop.
///
/// Bounds [GateSettings.Bounds#upstreams] over all loops
interface Upstreams {
  /// A side for a call, on a connection that stands; null if there is none.
  @Nullable UpstreamSide take();

  /// Connects for a call; tells it how that ended.
  ///
  /// @return whether there may be one more
  boolean connect(Exchange call);

  /// Ends what no call is on.
  void close();
}
