/// What was seen and done, in the order in which it was written down; everything else can be
/// rebuilt from it. Knows nothing of what entries mean.
@org.jspecify.annotations.NullMarked
package dev.warder.store.journal;
