package dev.warder.keys.proof;

/// What a message says of its own signature; nothing of it holds before it is verified.
public sealed interface Claim permits Claimed, Refused {}
