/// Routes that tell incidents. Knows how they are asked for, not how they come to be.
@NullMarked
package dev.warder.api.incidents;

import org.jspecify.annotations.NullMarked;
