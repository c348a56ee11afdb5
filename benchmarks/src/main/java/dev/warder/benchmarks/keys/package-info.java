/// Keys under load: what a verdict costs among a million keys, and how soon a mass invalidation holds.
@org.jspecify.annotations.NullMarked
package dev.warder.benchmarks.keys;
