/// Pure look-ups that make a raw call comparable: address to network, user agent to client.
@org.jspecify.annotations.NullMarked
package dev.warder.enrich;
