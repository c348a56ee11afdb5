/// Pseudo-random draws that a seed decides for ever. Knows only the JDK.
@org.jspecify.annotations.NullMarked
package dev.warder.testkit.draw;
