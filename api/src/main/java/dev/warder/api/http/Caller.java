package dev.warder.api.http;

import static java.util.Objects.requireNonNull;

/// Who asks, after being recognised.
///
/// @param id public id of the credential or person; never a secret; empty for nobody
/// @param address where the request came from
public record Caller(String id, String address) {
  /// Nobody in particular, on routes that are open.
  public static final Caller NOBODY = new Caller("", "");

  public Caller {
    requireNonNull(id, "id is null");
    requireNonNull(address, "address is null");
  }
}
