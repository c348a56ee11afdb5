/// Verdicts for proxies that ask about a call they hold: nginx and Envoy, over HTTP and gRPC. Reads
/// what they send; decides nothing itself.
@org.jspecify.annotations.NullMarked
package dev.warder.api.authorize;
