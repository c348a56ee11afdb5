package dev.warder.collect;

/// Is told how far a run has come, about ten times a second, on the thread that called
/// [Collector#collect].
@FunctionalInterface
public interface ProgressListener {
  /// Nobody is interested.
  ProgressListener NONE = (_, _, _, _) -> {};

  /// How far the run has come.
  ///
  /// @param bytesRead bytes read from disk so far, still compressed
  /// @param bytesTotal bytes there are, -1 if a stream is among the inputs
  /// @param delivered activities handed on so far; while files are read, those ready to be
  /// @param currentFile a file being read, empty once all are; data: escape before printing
  void update(long bytesRead, long bytesTotal, long delivered, String currentFile);
}
