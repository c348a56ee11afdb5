/// `warder journal`: says whether a journal is as it was written, and hands out what it holds.
@org.jspecify.annotations.NullMarked
package dev.warder.server.journal;
