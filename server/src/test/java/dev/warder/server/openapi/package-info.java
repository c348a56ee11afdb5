/// Tests of what `--openapi` writes.
@org.jspecify.annotations.NullMarked
package dev.warder.server.openapi;
