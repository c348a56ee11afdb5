/// Customers of the platform and the honest software they run.
@NullMarked
package dev.warder.demo.world;

import org.jspecify.annotations.NullMarked;
