@NullMarked
package dev.warder.server.json;

import org.jspecify.annotations.NullMarked;
