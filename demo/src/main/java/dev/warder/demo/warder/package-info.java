/// Warder as the platform, its operator and the demo meet it: over HTTP, and once as something that
/// is opened.
@NullMarked
package dev.warder.demo.warder;

import org.jspecify.annotations.NullMarked;
