/// A made-up day of a directory-as-a-service platform, concluded: lifelike to design on, and
/// poisoned to prove that nothing of it gets out raw.
@NullMarked
package dev.warder.server.sample;

import org.jspecify.annotations.NullMarked;
