package dev.warder.keys;

import dev.warder.model.Secret;
import org.jspecify.annotations.Nullable;

/// The peppers under which other systems hashed their keys. Kept apart from the keys, like Warder's
/// own.
@FunctionalInterface
public interface ForeignPeppers {
  /// There are none.
  ForeignPeppers NONE = format -> null;

  /// The pepper of a format, null if there is none.
  ///
  /// @throws KeysException if there is one and it cannot be used
  @Nullable Secret of(String format) throws KeysException;
}
