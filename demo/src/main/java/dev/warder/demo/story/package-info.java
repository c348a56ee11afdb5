/// Plays a story: opens everything, lets time pass, tells what happens, and measures what was
/// promised.
@NullMarked
package dev.warder.demo.story;

import org.jspecify.annotations.NullMarked;
