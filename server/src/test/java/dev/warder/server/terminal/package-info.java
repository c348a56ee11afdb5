@NullMarked
package dev.warder.server.terminal;

import org.jspecify.annotations.NullMarked;
