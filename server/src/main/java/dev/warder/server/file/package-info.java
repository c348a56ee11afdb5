/// Files and folders that nobody but their owner may read. Knows nothing of what is in them.
@NullMarked
package dev.warder.server.file;

import org.jspecify.annotations.NullMarked;
