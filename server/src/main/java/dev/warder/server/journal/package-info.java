/// `warder journal`: says whether journals are as they were written, and hands out what they hold.
/// Knows which journals a data folder has.
@org.jspecify.annotations.NullMarked
package dev.warder.server.journal;
