/// HTTP/1.1 as bytes, and heads of HTTP/2 as the same bytes, read in exactly one way or not at all.
/// Knows no connection, no key and no time.
@org.jspecify.annotations.NullMarked
package dev.warder.gateway.wire;
