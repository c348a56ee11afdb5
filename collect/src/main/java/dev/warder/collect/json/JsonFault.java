package dev.warder.collect.json;

/// Why a slice is no readable JSON value.
public enum JsonFault {
  NOT_JSON,
  TOO_DEEP,
  TOO_MANY_VALUES,
  /// The bytes end before the value does.
  CUT_SHORT
}
