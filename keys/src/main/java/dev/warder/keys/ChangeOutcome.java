package dev.warder.keys;

/// What became of the wish to change a key.
public sealed interface ChangeOutcome permits ManagedKey, Approval {}
