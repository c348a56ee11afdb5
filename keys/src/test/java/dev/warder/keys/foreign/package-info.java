/// Tests of keys that another system issued.
@org.jspecify.annotations.NullMarked
package dev.warder.keys.foreign;
