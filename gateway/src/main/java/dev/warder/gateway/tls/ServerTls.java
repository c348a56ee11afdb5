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
public final class ServerTls implements AutoCloseable {
  private static final String[] VERSIONS = {"TLSv1.3", "TLSv1.2"};

  /// How long a caller may go on with a session: in no later one is its certificate looked at.
  private static final int SESSION_SECONDS = 60;

  private static final ApplicationProtocolConfig BOTH =
      protocols(ApplicationProtocolNames.HTTP_2, ApplicationProtocolNames.HTTP_1_1);
  private static final ApplicationProtocolConfig HTTP_1 =
      protocols(ApplicationProtocolNames.HTTP_1_1);

  private final CertificateFiles files;
  private final boolean http2;
  private final @Nullable ClientTrust clients;
  private final Validation validation = new Validation();
  private volatile Shown shown;

  private ServerTls(
      CertificateFiles files, boolean http2, @Nullable ClientTrust clients, Shown shown) {
    this.files = files;
    this.http2 = http2;
    this.clients = clients;
    this.shown = shown;
  }

  /// What callers are shown at present.
  ///
  /// @param number of those who are trusted with certificates of their own
  private record Shown(Identity identity, SslContext context, long number) {}

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
    return of(files, http2, trust);
  }

  static ServerTls of(CertificateFiles files, boolean http2, @Nullable ClientTrust trust)
      throws GeneralSecurityException {
    return new ServerTls(files, http2, trust, read(files, http2, trust));
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
    try {
      shown = read(files, http2, clients);
    } catch (GeneralSecurityException e) {
      if (clients != null) {
        shown = shown(shown.identity(), http2, clients);
      }
      throw e;
    }
  }

  private static Shown read(CertificateFiles files, boolean http2, @Nullable ClientTrust clients)
      throws GeneralSecurityException {
    try {
      return shown(Identity.read(files), http2, clients);
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

  /// Sessions that began with others trusted are not gone on with: they are of another context.
  private static Shown shown(Identity identity, boolean http2, @Nullable ClientTrust clients)
      throws GeneralSecurityException {
    try {
      long number = clients == null ? 0 : clients.number();
      SslContextBuilder builder =
          SslContextBuilder.forServer(identity.key(), identity.chain())
              .sslProvider(SslProvider.JDK)
              .protocols(VERSIONS)
              .applicationProtocolConfig(http2 ? BOTH : HTTP_1);
      if (clients != null) {
        builder
            .trustManager(clients.manager())
            .sessionTimeout(SESSION_SECONDS)
            .clientAuth(clients.isRequired() ? ClientAuth.REQUIRE : ClientAuth.OPTIONAL);
      }
      return new Shown(identity, builder.build(), number);
    } catch (IOException e) {
      throw new GeneralSecurityException(e.getMessage(), e);
    }
  }

  /// What speaks TLS on one caller's connection.
  ///
  /// @param trusted number of those whose word counts for the caller's certificate
  public record Beginning(SslHandler handler, long trusted) {}

  /// Begins to speak TLS on one caller's connection. Where certificates are asked for, all that
  /// takes time is done elsewhere than on the event loop.
  ///
  /// @param handshake how long agreeing may take
  public Beginning begin(ByteBufAllocator allocator, Duration handshake) {
    Shown current = shown;
    SslHandler handler =
        clients == null
            ? current.context().newHandler(allocator)
            : current.context().newHandler(allocator, validation.beginning());
    handler.setHandshakeTimeout(handshake.toMillis(), TimeUnit.MILLISECONDS);
    return new Beginning(handler, current.number());
  }

  /// Where callers' certificates are looked at.
  public Validation validation() {
    return validation;
  }

  @Override
  public void close() {
    validation.close();
  }
}
