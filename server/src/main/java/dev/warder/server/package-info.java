/// The command line: what the program is called with, and how it ends. Wiring only; the one room
/// that reads the environment and may end the process.
@NullMarked
package dev.warder.server;

import org.jspecify.annotations.NullMarked;
