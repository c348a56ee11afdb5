/// `warder doctor`: is everything there that Warder needs, and what did each reader see.
@NullMarked
package dev.warder.server.doctor;

import org.jspecify.annotations.NullMarked;
