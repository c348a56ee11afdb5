package dev.warder.collect;

import java.util.List;

/// What was read and what was lost, over all inputs of a run.
///
/// Sum records seen = [#delivered] + [#skipped] + [#duplicates]
///
/// @param files one entry per input file, in the order of their names
/// @param delivered activities handed on
/// @param skipped records that could not be used
/// @param duplicates records delivered before under the same id
/// @param repaired records delivered with something mended, such as invalid UTF-8
/// @param bytesRead bytes read from disk, still compressed
/// @param skips the first places per file and reason where something was skipped, bounded
public record CollectReport(
    List<FileReport> files,
    long delivered,
    long skipped,
    long duplicates,
    long repaired,
    long bytesRead,
    List<Skip> skips) {

  public CollectReport {
    files = List.copyOf(files);
    skips = List.copyOf(skips);
  }
}
