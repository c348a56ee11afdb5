/// Large inputs for benchmarks: the mean size and mix of real traffic, written as fast as the disk
/// takes them. Honest traffic only; there is nothing to find in it.
@org.jspecify.annotations.NullMarked
package dev.warder.testkit.traffic;
