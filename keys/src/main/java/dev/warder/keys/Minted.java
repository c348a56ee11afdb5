package dev.warder.keys;

import static java.util.Objects.requireNonNull;

import dev.warder.model.Secret;
import org.jspecify.annotations.Nullable;

/// A key that was minted, or changed after a second person had approved that.
///
/// @param key the key
/// @param secret its whole text, shown this once; null if the wish is a repeat of one that was
///   fulfilled before, or made no new key
public record Minted(ManagedKey key, @Nullable Secret secret) implements MintOutcome {
  public Minted {
    requireNonNull(key, "key is null");
  }
}
