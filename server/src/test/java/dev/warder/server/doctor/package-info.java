/// Tests of the checkup.
@NullMarked
package dev.warder.server.doctor;

import org.jspecify.annotations.NullMarked;
