/// Generators of invented traffic and the programs that write it to files.
///
/// What is made here is decided by a seed alone: no clock, no locale, no machine. Tests and
/// benchmarks of every room may use it; of what ships, the demo alone draws its world with it.
@org.jspecify.annotations.NullMarked
package dev.warder.testkit;
