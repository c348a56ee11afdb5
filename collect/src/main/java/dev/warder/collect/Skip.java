package dev.warder.collect;

import static java.util.Objects.requireNonNull;

/// One record that was not delivered, and where to find it.
///
/// @param file path as in [FileReport#name]
/// @param line line it starts on, from 1; 0 if the format has no lines
/// @param offset byte it starts at in the unpacked stream, from 0
/// @param reason why
/// @param detail what exactly, made of our own words and never of the record's content
public record Skip(String file, long line, long offset, SkipReason reason, String detail) {
  public Skip {
    requireNonNull(file, "file is null");
    requireNonNull(reason, "reason is null");
    requireNonNull(detail, "detail is null");
  }
}
