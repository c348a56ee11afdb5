/// Tests of `wire`.
@NullMarked
package dev.warder.demo.wire;

import org.jspecify.annotations.NullMarked;
