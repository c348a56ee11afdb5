/// Doors over HTTP and gRPC. Translates between the wire and `keys`; decides nothing itself.
@org.jspecify.annotations.NullMarked
package dev.warder.api;
