package dev.warder.api.wire;

import dev.warder.model.Source;

/// Tells where an address is; plugged in by whoever starts the doors.
@FunctionalInterface
public interface Sources {
  /// The source of an address; [Source#UNKNOWN] for what is none. Never waits, never throws.
  Source of(String address);
}
