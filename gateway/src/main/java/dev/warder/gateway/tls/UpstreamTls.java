package dev.warder.gateway.tls;

import static java.util.Objects.requireNonNull;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// How the gate makes sure that it speaks to the upstream and nobody else. Safe for use by many
/// threads.
///
/// Guarantees nothing is sent to who shows no certificate for the upstream's name from an authority
/// that is trusted
public final class UpstreamTls {
  private static final String[] VERSIONS = {"TLSv1.3", "TLSv1.2"};

  private static final ApplicationProtocolConfig HTTP_2 =
      new ApplicationProtocolConfig(
          Protocol.ALPN,
          SelectorFailureBehavior.NO_ADVERTISE,
          SelectedListenerFailureBehavior.ACCEPT,
          ApplicationProtocolNames.HTTP_2);

  private final SslContext context;
  private final SslContext http2;
  private final String host;
  private final int port;

  private UpstreamTls(SslContext context, SslContext http2, String host, int port) {
    this.context = context;
    this.http2 = http2;
    this.host = host;
    this.port = port;
  }

  /// Prepares for an upstream.
  ///
  /// @param host its name, or address, as its certificate has it
  /// @param authorities certificates in PEM of those who are trusted to say who it is; null for
  ///   those that the JDK trusts
  /// @throws GeneralSecurityException if the authorities cannot be read
  public static UpstreamTls of(String host, int port, @Nullable Path authorities)
      throws GeneralSecurityException {
    requireNonNull(host, "host is null");
    try {
      return new UpstreamTls(
          builder(authorities).build(),
          builder(authorities).applicationProtocolConfig(HTTP_2).build(),
          host,
          port);
    } catch (SSLException | IllegalArgumentException e) {
      throw new GeneralSecurityException(
          "the certificates in " + authorities + " cannot be used; the file must be PEM", e);
    }
  }

  private static SslContextBuilder builder(@Nullable Path authorities) {
    SslContextBuilder builder =
        SslContextBuilder.forClient()
            .sslProvider(SslProvider.JDK)
            .protocols(VERSIONS)
            .endpointIdentificationAlgorithm("HTTPS");
    return authorities == null ? builder : builder.trustManager(authorities.toFile());
  }

  /// What speaks TLS on one connection to the upstream.
  ///
  /// @param isHttp2 whether HTTP/2 is to be spoken inside, and nothing else
  /// @param handshake how long agreeing may take
  public SslHandler handler(ByteBufAllocator allocator, boolean isHttp2, Duration handshake) {
    SslHandler handler = (isHttp2 ? http2 : context).newHandler(allocator, host, port);
    handler.setHandshakeTimeout(handshake.toMillis(), TimeUnit.MILLISECONDS);
    return handler;
  }
}
