package dev.warder.keys.service;

import static java.util.Objects.requireNonNull;

import dev.warder.keys.KeysException;
import dev.warder.keys.shape.KeyShape;
import dev.warder.model.ErrorCode;

/// Keeps secrets out of what people write about keys: it would be kept for ever, and shown to all
/// who may look.
final class Texts {
  private final KeyShape shape;

  Texts(KeyShape shape) {
    this.shape = requireNonNull(shape, "shape is null");
  }

  /// Makes sure that a text shows no key.
  ///
  /// @throws KeysException that does not say it back
  void requireNoKey(String text) throws KeysException {
    if (shape.isIn(text)) {
      throw new KeysException(
          ErrorCode.REQUEST_INVALID,
          "a text holds what looks like a key; name keys by their ids, and treat that one as leaked"
              + " if it is one");
    }
  }
}
