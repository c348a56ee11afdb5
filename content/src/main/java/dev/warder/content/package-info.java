/// Detections, risk classes and the ATT&CK map as YAML, and the loader that turns them into the
/// engine's records. Knows the shapes of the engine and the nouns of the model; holds no state of a
/// run, and reads nothing but its own files and the directory it is told to read.
@org.jspecify.annotations.NullMarked
package dev.warder.content;
