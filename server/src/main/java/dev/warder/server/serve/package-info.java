/// `warder serve`: opens the rooms in order, says what is open, and closes them in the opposite
/// order. Wiring only.
@org.jspecify.annotations.NullMarked
package dev.warder.server.serve;
