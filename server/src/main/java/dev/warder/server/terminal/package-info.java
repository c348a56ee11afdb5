/// The terminal: its width and colours, tables and progress. Knows nothing of what is printed.
@NullMarked
package dev.warder.server.terminal;

import org.jspecify.annotations.NullMarked;
