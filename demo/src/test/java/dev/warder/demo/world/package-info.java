/// Tests of `world`.
@NullMarked
package dev.warder.demo.world;

import org.jspecify.annotations.NullMarked;
