/// Tests of the JSON tape.
@org.jspecify.annotations.NullMarked
package dev.warder.collect.json;
