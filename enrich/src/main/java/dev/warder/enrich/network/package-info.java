/// Addresses and the networks that hold them: how an address is read from text, what network,
/// holder and country the table gives for it, and the canonical source that comes of it. It may
/// read the table that the operator names and the one that ships in the jar; it must not resolve
/// names, open sockets or keep anything that depends on earlier calls.
@org.jspecify.annotations.NullMarked
package dev.warder.enrich.network;
