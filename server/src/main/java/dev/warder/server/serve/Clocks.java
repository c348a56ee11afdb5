package dev.warder.server.serve;

import static java.util.Objects.requireNonNull;

import java.time.InstantSource;

/// What a Warder that serves takes the time from.
///
/// @param calls when calls come, keys change and records are made
/// @param judging until when no call can come any more but a late one; behind the other where
///   somebody else than time itself moves that one
public record Clocks(InstantSource calls, InstantSource judging) {
  /// The machine's.
  static final Clocks SYSTEM = new Clocks(InstantSource.system(), InstantSource.system());

  public Clocks {
    requireNonNull(calls, "calls is null");
    requireNonNull(judging, "judging is null");
  }
}
