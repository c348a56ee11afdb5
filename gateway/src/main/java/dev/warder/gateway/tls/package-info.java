/// TLS on both sides of the gate, and what a caller's first words tell of its software.
@org.jspecify.annotations.NullMarked
package dev.warder.gateway.tls;
