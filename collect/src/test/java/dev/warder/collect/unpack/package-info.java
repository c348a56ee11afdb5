/// Tests of unpacking.
@org.jspecify.annotations.NullMarked
package dev.warder.collect.unpack;
