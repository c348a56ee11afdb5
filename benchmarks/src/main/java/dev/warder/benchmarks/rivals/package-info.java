/// Detectors that others published, to hold the product's findings against: a random cut forest on
/// counts by the hour, and MIDAS-F on the graphs of who calls with what and what is called. They
/// read the same events and write the same findings format; they know nothing of the product.
@org.jspecify.annotations.NullMarked
package dev.warder.benchmarks.rivals;
