/// How fast the journal takes activities and gives them back, what they cost on disk, and whether
/// anything that was acknowledged is lost when its process is killed.
@org.jspecify.annotations.NullMarked
package dev.warder.benchmarks.journal;
