/// Those who steal keys, and what they do with them. Knows nothing of who looks for them.
@NullMarked
package dev.warder.demo.attack;

import org.jspecify.annotations.NullMarked;
