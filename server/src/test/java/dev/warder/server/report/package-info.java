@NullMarked
package dev.warder.server.report;

import org.jspecify.annotations.NullMarked;
