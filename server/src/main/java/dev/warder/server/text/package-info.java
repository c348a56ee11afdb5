/// Data and figures made fit to print: escapes that keep hostile text from steering a terminal or a
/// page, and numbers, times and durations in the same words everywhere. Knows no command.
@NullMarked
package dev.warder.server.text;

import org.jspecify.annotations.NullMarked;
