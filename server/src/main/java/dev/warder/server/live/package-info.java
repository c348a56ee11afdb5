/// The engine on live calls: follows the journal of calls, tells each incident once, and says what
/// is known when somebody asks. Knows no doors and no keys but by the records it is given.
@NullMarked
package dev.warder.server.live;

import org.jspecify.annotations.NullMarked;
