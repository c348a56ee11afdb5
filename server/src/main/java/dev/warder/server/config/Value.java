package dev.warder.server.config;

import static java.util.Objects.requireNonNull;

/// A setting's value in effect, and where it comes from.
///
/// @param text the value
/// @param origin `default`, `/etc/warder.yaml:7`, `WARDER_LISTEN`, `--listen`
public record Value(String text, String origin) {
  public Value {
    requireNonNull(text, "text is null");
    requireNonNull(origin, "origin is null");
  }
}
