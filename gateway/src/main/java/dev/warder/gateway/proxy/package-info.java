/// Connections and what travels over them: clients on one side, the upstream on the other, both on
/// one event loop. Decides nothing; asks [dev.warder.gateway.verdict.KeyVerifier].
@org.jspecify.annotations.NullMarked
package dev.warder.gateway.proxy;
