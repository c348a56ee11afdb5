/// Puts activities in time order in bounded memory, on disk where they do not fit. Knows activities
/// and nothing of where they come from.
@org.jspecify.annotations.NullMarked
package dev.warder.collect.sort;
