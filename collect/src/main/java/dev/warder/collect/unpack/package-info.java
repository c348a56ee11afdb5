/// Compressed bytes to plain bytes, by their magic numbers and in bounds. Tells damage instead of
/// throwing, after everything that was whole has been handed out.
@org.jspecify.annotations.NullMarked
package dev.warder.collect.unpack;
