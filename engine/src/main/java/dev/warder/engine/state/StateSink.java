package dev.warder.engine.state;

/// Takes the bytes of a state as they come. The engine does no input and output of its own.
@FunctionalInterface
public interface StateSink {

  /// Takes the first `length` bytes of a block, which is used again afterwards. What this throws,
  /// whoever saves throws.
  void write(byte[] block, int length);
}
