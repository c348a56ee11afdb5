/// `warder demo`: opens a Warder for the demo's platform and plays a story before it. What happens
/// in it is the room `demo`'s.
@NullMarked
package dev.warder.server.demo;

import org.jspecify.annotations.NullMarked;
