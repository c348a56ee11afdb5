package dev.warder.keys;

import static java.util.Objects.requireNonNull;

/// Where a key came from that another system issued.
///
/// @param format the format it came in
/// @param id the key's id there
public record Origin(String format, String id) {
  public Origin {
    requireNonNull(format, "format is null");
    requireNonNull(id, "id is null");
    if (format.isEmpty() || id.isEmpty()) {
      throw new IllegalArgumentException("format or id is empty");
    }
  }
}
