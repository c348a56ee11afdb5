/// Addresses of the internet and their spellings. Knows only the JDK; resolves no names and knows
/// no networks: who holds an address is `enrich`'s business.
@org.jspecify.annotations.NullMarked
package dev.warder.model.network;
