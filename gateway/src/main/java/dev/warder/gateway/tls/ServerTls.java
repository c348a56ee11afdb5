package dev.warder.gateway.tls;

import static java.util.Objects.requireNonNull;

import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/// How the gate shows callers who it is. Safe for use by many threads.
///
/// Guarantees a certificate that cannot be used changes nothing; connections that stand keep the
/// one that they were made with, and who is trusted with showing one is asked anew of each
public final class ServerTls {
  private static final String[] VERSIONS = {"TLSv1.3", "TLSv1.2"};
  private static final ApplicationProtocolConfig BOTH =
      protocols(ApplicationProtocolNames.HTTP_2, ApplicationProtocolNames.HTTP_1_1);
  private static final ApplicationProtocolConfig HTTP_1 =
      protocols(ApplicationProtocolNames.HTTP_1_1);

  private final CertificateFiles files;
  private final boolean http2;
  private final @Nullable ClientTrust clients;
  private volatile SslContext context;

  private ServerTls(
      CertificateFiles files, boolean http2, @Nullable ClientTrust clients, SslContext context) {
    this.files = files;
    this.http2 = http2;
    this.clients = clients;
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
  /// @param clients whose certificates callers may show; null if they are not asked for any
  /// @throws GeneralSecurityException if they cannot be used
  public static ServerTls of(CertificateFiles files, boolean http2, @Nullable ClientFiles clients)
      throws GeneralSecurityException {
    requireNonNull(files, "files is null");
    ClientTrust trust = clients == null ? null : ClientTrust.of(clients);
    return new ServerTls(
        files, http2, trust, read(files, http2, trust, trust == null ? null : trust.manager()));
  }

  /// Whose certificates callers may show; null if they are not asked for any.
  public @Nullable ClientTrust clients() {
    return clients;
  }

  /// Takes the files up as they are now.
  ///
  /// @throws GeneralSecurityException if they cannot be used; the old ones go on
  public void reload() throws GeneralSecurityException {
    X509ExtendedTrustManager manager = clients == null ? null : clients.read();
    if (clients != null && manager != null) {
      // Whoever was revoked is, whatever is wrong with the gate's own certificate.
      clients.take(manager);
    }
    context = read(files, http2, clients, manager);
  }

  private static SslContext read(
      CertificateFiles files,
      boolean http2,
      @Nullable ClientTrust clients,
      @Nullable X509ExtendedTrustManager manager)
      throws GeneralSecurityException {
    try {
      Identity identity = Identity.read(files);
      SslContextBuilder builder =
          SslContextBuilder.forServer(identity.key(), identity.chain())
              .sslProvider(SslProvider.JDK)
              .protocols(VERSIONS)
              .applicationProtocolConfig(http2 ? BOTH : HTTP_1);
      if (clients != null && manager != null) {
        builder
            .trustManager(manager)
            .clientAuth(clients.isRequired() ? ClientAuth.REQUIRE : ClientAuth.OPTIONAL);
      }
      return builder.build();
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
