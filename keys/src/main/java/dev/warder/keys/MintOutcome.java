package dev.warder.keys;

/// What became of the wish for a key.
public sealed interface MintOutcome permits Minted, Approval {}
