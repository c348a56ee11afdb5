/// The APIs that traffic shows, written as OpenAPI 3.1: what `--openapi` gives.
@NullMarked
package dev.warder.server.openapi;

import org.jspecify.annotations.NullMarked;
