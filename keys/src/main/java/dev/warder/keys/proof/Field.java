package dev.warder.keys.proof;

import static java.util.Objects.requireNonNull;

/// One field line of a message, as it came: nothing trimmed, joined or decoded.
public record Field(String name, String value) {
  public Field {
    requireNonNull(name, "name is null");
    requireNonNull(value, "value is null");
  }

  /// Without the value, which may open something.
  @Override
  public String toString() {
    return "Field[" + name + "]";
  }
}
