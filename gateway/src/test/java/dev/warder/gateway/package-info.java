/// The gate over real sockets: raw bytes in, and an upstream that keeps the bytes it was sent.
@org.jspecify.annotations.NullMarked
package dev.warder.gateway;
