package dev.warder.engine.profile;

/// What a later stage keeps beside a key or a consumer. It hangs where a call finds it without a
/// look-up of its own; only the stage that attached it knows what it is.
public interface Attachment {
  /// Reads its own fields; see [Prefetch].
  int prefetch();

  /// Reads what they lead to.
  int prefetchParts();
}
