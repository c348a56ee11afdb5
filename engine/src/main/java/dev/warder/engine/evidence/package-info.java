/// Whether what a strand does speaks for theft: facts, the case they add up to, and the scorer that
/// weighs it. The scorer is a seam; the rest does not know how it weighs.
@org.jspecify.annotations.NullMarked
package dev.warder.engine.evidence;
