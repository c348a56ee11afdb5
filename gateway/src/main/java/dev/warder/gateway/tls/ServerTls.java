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
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// How the gate shows callers who it is. Safe for use by many threads.
///
/// Guarantees a certificate that cannot be used changes nothing; connections that stand keep the
/// one that they were made with
public final class ServerTls {
  private static final String[] VERSIONS = {"TLSv1.3", "TLSv1.2"};
  private static final ApplicationProtocolConfig BOTH =
      protocols(ApplicationProtocolNames.HTTP_2, ApplicationProtocolNames.HTTP_1_1);
  private static final ApplicationProtocolConfig HTTP_1 =
      protocols(ApplicationProtocolNames.HTTP_1_1);

  private final CertificateFiles files;
  private final boolean http2;
  private volatile SslContext context;

  private ServerTls(CertificateFiles files, boolean http2, SslContext context) {
    this.files = files;
    this.http2 = http2;
    this.context = context;
  }

  private static ApplicationProtocolConfig protocols(String... spoken) {
    return new ApplicationProtocolConfig(
        Protocol.ALPN,
        SelectorFailureBehavior.NO_ADVERTISE,
        SelectedListenerFailureBehavior.ACCEPT,
        spoken);
  }

  /// Reads certificate and key.
  ///
  /// @param http2 whether callers may choose HTTP/2
  /// @throws GeneralSecurityException if they cannot be used
  public static ServerTls of(CertificateFiles files, boolean http2)
      throws GeneralSecurityException {
    requireNonNull(files, "files is null");
    return new ServerTls(files, http2, read(files, http2));
  }

  /// Takes the files up as they are now.
  ///
  /// @throws GeneralSecurityException if they cannot be used; the old ones go on
  public void reload() throws GeneralSecurityException {
    context = read(files, http2);
  }

  private static SslContext read(CertificateFiles files, boolean http2)
      throws GeneralSecurityException {
    try {
      Identity identity = Identity.read(files);
      return SslContextBuilder.forServer(identity.key(), identity.chain())
          .sslProvider(SslProvider.JDK)
          .protocols(VERSIONS)
          .applicationProtocolConfig(http2 ? BOTH : HTTP_1)
          .build();
    } catch (IOException | GeneralSecurityException e) {
      throw new GeneralSecurityException(
          "certificate "
              + files.certificate()
              + " and key "
              + files.key()
              + " cannot be used ("
              + e.getMessage()
              + "); both must be PEM, the key PKCS #8 without a password, and belong together",
          e);
    }
  }

  /// What speaks TLS on one caller's connection.
  ///
  /// @param handshake how long agreeing may take
  public SslHandler handler(ByteBufAllocator allocator, Duration handshake) {
    SslHandler handler = context.newHandler(allocator);
    handler.setHandshakeTimeout(handshake.toMillis(), TimeUnit.MILLISECONDS);
    return handler;
  }
}
