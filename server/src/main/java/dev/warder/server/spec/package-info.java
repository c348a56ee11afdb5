/// Reads descriptions of APIs (OpenAPI 3, Swagger 2) from files, and from nowhere else.
@NullMarked
package dev.warder.server.spec;

import org.jspecify.annotations.NullMarked;
