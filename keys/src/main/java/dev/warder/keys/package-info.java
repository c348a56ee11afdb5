/// The life of an API key. Every change is in the journal before it takes effect; what verifies a
/// call reads memory alone.
@org.jspecify.annotations.NullMarked
package dev.warder.keys;
