@NullMarked
package dev.warder.server.analyze;

import org.jspecify.annotations.NullMarked;
