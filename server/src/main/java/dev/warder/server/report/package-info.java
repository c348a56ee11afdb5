/// The report: one HTML file that needs no network, reads without scripts, and prints.
@NullMarked
package dev.warder.server.report;

import org.jspecify.annotations.NullMarked;
