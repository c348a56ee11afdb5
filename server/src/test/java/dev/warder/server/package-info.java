@NullMarked
package dev.warder.server;

import org.jspecify.annotations.NullMarked;
