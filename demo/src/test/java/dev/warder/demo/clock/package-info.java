/// Tests of `clock`.
@NullMarked
package dev.warder.demo.clock;

import org.jspecify.annotations.NullMarked;
