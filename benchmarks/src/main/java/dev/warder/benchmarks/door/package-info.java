/// What a verdict costs over a socket.
@org.jspecify.annotations.NullMarked
package dev.warder.benchmarks.door;
