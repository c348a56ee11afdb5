package dev.warder.keys.ledger;

import dev.warder.keys.KeysException;

/// A wish for a change. Looks at the state as all changes before it leave it, and writes down what
/// it makes of it; run by the ledger's thread.
///
/// Guarantees of the ledger: what it answers reaches the caller after what it wrote, and all it
/// saw, is on disk and in effect
///
/// @param <R> what the caller gets
@FunctionalInterface
public interface Command<R> {
  R run(Draft draft) throws KeysException;
}
