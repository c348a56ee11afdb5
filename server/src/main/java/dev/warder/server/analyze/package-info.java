/// `warder analyze`: from options to outputs and an exit code.
@NullMarked
package dev.warder.server.analyze;

import org.jspecify.annotations.NullMarked;
