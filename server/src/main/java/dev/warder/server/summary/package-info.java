/// What a result means in a few sentences: the verdict, the losses, the next steps. Shared by the
/// terminal, the report and the summary for programs, so that all three say the same.
@NullMarked
package dev.warder.server.summary;

import org.jspecify.annotations.NullMarked;
