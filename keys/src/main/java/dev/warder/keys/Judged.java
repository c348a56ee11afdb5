package dev.warder.keys;

/// What comes of judging a call: a verdict, or that it is held and somebody has to be asked.
public sealed interface Judged permits Verdict, Held {}
