/// Tests of finding values in texts.
@org.jspecify.annotations.NullMarked
package dev.warder.keys.leak;
