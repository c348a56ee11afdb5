/// The binary layout that the engine's stages write themselves down in: numbers, texts, blocks.
/// Knows nothing of the stages; what they write stands beside their fields.
@org.jspecify.annotations.NullMarked
package dev.warder.engine.state;
