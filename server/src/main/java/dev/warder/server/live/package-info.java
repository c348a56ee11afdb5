/// The engine on live calls: follows the journal of calls, tells each incident once, and says what
/// is known when somebody asks; where incidents are closed. Knows what doors ask for and how
/// verdicts were written down, no door and no key.
@NullMarked
package dev.warder.server.live;

import org.jspecify.annotations.NullMarked;
