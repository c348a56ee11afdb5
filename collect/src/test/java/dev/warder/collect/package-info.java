/// Tests of the readers. Inputs are the shared hostile files and texts written here.
@org.jspecify.annotations.NullMarked
package dev.warder.collect;
