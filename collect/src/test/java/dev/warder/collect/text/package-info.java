/// Tests of the pure readings.
@org.jspecify.annotations.NullMarked
package dev.warder.collect.text;
