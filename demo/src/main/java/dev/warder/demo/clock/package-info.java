/// The time of the demo, which somebody moves, and programs that live in it. Knows nothing else.
@NullMarked
package dev.warder.demo.clock;

import org.jspecify.annotations.NullMarked;
