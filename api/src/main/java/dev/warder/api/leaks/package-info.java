/// Values that somebody found where they should not be, taken in.
@org.jspecify.annotations.NullMarked
package dev.warder.api.leaks;
