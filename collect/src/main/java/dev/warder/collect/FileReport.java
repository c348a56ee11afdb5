package dev.warder.collect;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/// What became of one input file.
///
/// @param name path as given or found, data: escape before printing
/// @param format contract name of the format (`ocsf`, `cloudtrail`, ...), empty if none was found
/// @param compression `plain`, `gzip`, `zstd`, or layers such as `gzip+gzip`
/// @param status what became of it
/// @param note why, where the status needs a reason, or what the file lacks; may be empty
/// @param bytes size on disk, -1 for a stream
/// @param delivered activities handed on
/// @param skippedByReason records not delivered
public record FileReport(
    String name,
    String format,
    String compression,
    Status status,
    String note,
    long bytes,
    long delivered,
    Map<SkipReason, Long> skippedByReason) {

  /// Note of a file whose calls name who owns the key and never the key.
  public static final String PRINCIPALS_FOR_KEYS = "no key column: principals stand for keys";

  /// Note of a file whose calls name neither key nor principal.
  public static final String NOBODY = "no key column and no principals: all calls are keyless";

  public FileReport {
    requireNonNull(name, "name is null");
    requireNonNull(format, "format is null");
    requireNonNull(compression, "compression is null");
    requireNonNull(status, "status is null");
    requireNonNull(note, "note is null");
    EnumMap<SkipReason, Long> ordered = new EnumMap<>(SkipReason.class);
    ordered.putAll(skippedByReason);
    skippedByReason = Collections.unmodifiableMap(ordered);
  }

  public long skipped() {
    return skippedByReason.values().stream().mapToLong(Long::longValue).sum();
  }

  /// What became of a file.
  public enum Status {
    /// Read to its end.
    READ,
    /// Read, but it ends early or its checksum is wrong; what was whole is delivered.
    DAMAGED,
    /// Nothing in it.
    EMPTY,
    /// A known kind of file that holds no events (digest, documentation, list of keys).
    NOT_EVENTS,
    /// Refused once: no reader knows it.
    UNKNOWN_FORMAT,
    /// Left alone on purpose: hidden, half written, a pipe.
    IGNORED,
    /// The system would not let us read it.
    UNREADABLE
  }
}
