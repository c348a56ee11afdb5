/// Connections on which nothing happens, from the caller's side. Knows the JDK alone.
@org.jspecify.annotations.NullMarked
package dev.warder.benchmarks.idle;
