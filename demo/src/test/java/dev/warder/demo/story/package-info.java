/// Tests of `story`.
@NullMarked
package dev.warder.demo.story;

import org.jspecify.annotations.NullMarked;
