@NullMarked
package dev.warder.server.text;

import org.jspecify.annotations.NullMarked;
