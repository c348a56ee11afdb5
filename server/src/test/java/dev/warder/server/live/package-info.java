/// Tests of the live engine, on a journal in memory that fails and crashes when told to.
@NullMarked
package dev.warder.server.live;

import org.jspecify.annotations.NullMarked;
