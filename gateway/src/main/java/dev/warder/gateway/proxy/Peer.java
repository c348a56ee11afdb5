package dev.warder.gateway.proxy;

import dev.warder.gateway.tls.ClientTrust;
import dev.warder.gateway.tls.ServerTls;
import dev.warder.gateway.wire.RequestHead;
import dev.warder.model.Source;
import io.netty.channel.Channel;
import java.net.InetSocketAddress;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;

/// Who is at the other end of a caller's connection, whatever is spoken there. Confined to its
/// event loop.
final class Peer {
  private final Gate gate;
  private final String address;
  private final boolean isSecure;
  private @Nullable Source source;
  private String fingerprint = "";
  private @Nullable ShownCertificate certificate;
  private long trusted;

  Peer(Gate gate, @Nullable InetSocketAddress from, boolean isSecure) {
    this.gate = gate;
    this.isSecure = isSecure;
    address = from == null || from.getAddress() == null ? "" : from.getAddress().getHostAddress();
  }

  /// Where a call comes from.
  Source source(RequestHead request) {
    int hops = gate.settings().trustedHops();
    if (hops > 0) {
      return gate.enricher().source(ForwardedChain.address(request.fields(), hops, address), "");
    }
    Source known = source;
    if (known == null) {
      known = gate.enricher().source(address, "");
      source = known;
    }
    return known;
  }

  /// The address that connected.
  String address() {
    return address;
  }

  /// Whether it speaks TLS.
  boolean isSecure() {
    return isSecure;
  }

  /// What its first words told of its software (JA4); empty if nothing.
  String fingerprint() {
    return fingerprint;
  }

  /// The certificate that it showed; null if none.
  @Nullable ShownCertificate certificate() {
    return certificate;
  }

  /// TLS begins, and a certificate counts that those vouch for who are trusted now.
  void begins(long number) {
    trusted = number;
  }

  /// TLS has begun.
  ///
  /// @return whether calls are taken: none are where others came to be trusted while it began
  boolean met(SSLSession session, Loop loop, Channel channel) {
    ServerTls tls = gate.serverTls();
    ClientTrust trust = tls == null ? null : tls.clients();
    if (trust == null) {
      return true;
    }
    ShownCertificate shown = ShownCertificate.of(session, trusted, loop.nowNanos());
    certificate = shown;
    if (shown == null) {
      return true;
    }
    loop.certificates.enter(shown, channel);
    return !shown.isBehind(trust.number());
  }

  void introduced(String as) {
    fingerprint = as;
  }
}
