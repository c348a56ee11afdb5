/// What the product is measured against, each rival as a program of its own. Knows nothing of the
/// product: the scripts beside `src` start both and compare.
@org.jspecify.annotations.NullMarked
package dev.warder.benchmarks;
