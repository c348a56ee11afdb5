/// `warder keys` and `warder explain-verdict`: a client of the HTTP API, with tables for people and
/// JSON for programs. Knows the wire, not the rooms behind it.
@org.jspecify.annotations.NullMarked
package dev.warder.server.keys;
