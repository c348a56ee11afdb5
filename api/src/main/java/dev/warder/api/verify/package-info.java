/// Verdicts for whoever asks in JSON, one or many at a time, and the words in which every door
/// gives them.
@org.jspecify.annotations.NullMarked
package dev.warder.api.verify;
