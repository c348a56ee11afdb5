/// Tests of the package of this name, and what they need.
@org.jspecify.annotations.NullMarked
package dev.warder.keys.state;
