/// What changed between two runs: snapshots of an inventory, and their differences.
@org.jspecify.annotations.NullMarked
package dev.warder.engine.drift;
