/// One run of the analysis as commands see it: what was asked, who does it, what came of it, and
/// how it may fail. Knows no output.
@NullMarked
package dev.warder.server.run;

import org.jspecify.annotations.NullMarked;
