/// The shape of content: what a detection is, as records that the content room fills. Holds no
/// detection of its own.
@org.jspecify.annotations.NullMarked
package dev.warder.engine.detection;
