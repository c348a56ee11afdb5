/// Sigma rules of other people, compiled to the engine's detections. Knows which fields of which
/// logs the readers keep; what it cannot run it names and leaves out. Holds no state of a run.
@org.jspecify.annotations.NullMarked
package dev.warder.content.sigma;
