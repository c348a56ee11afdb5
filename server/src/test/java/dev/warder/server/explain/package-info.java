@NullMarked
package dev.warder.server.explain;

import org.jspecify.annotations.NullMarked;
