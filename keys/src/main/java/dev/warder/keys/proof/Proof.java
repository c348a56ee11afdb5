package dev.warder.keys.proof;

/// What a signed message proves.
public sealed interface Proof permits Proven, Refused {}
