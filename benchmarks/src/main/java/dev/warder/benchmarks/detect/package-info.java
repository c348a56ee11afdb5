/// What the detection benchmark makes of the scorer's answers: one table of the product beside its
/// rivals, and the figures that the scorer does not print (techniques ranked first, calls until the
/// first alert of some families, as emitted). Knows findings files and labels, not the product.
@org.jspecify.annotations.NullMarked
package dev.warder.benchmarks.detect;
