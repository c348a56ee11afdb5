package dev.warder.gateway.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.testkit.tls.Authority;
import dev.warder.testkit.tls.Certificates;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedTrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Callers' certificates are looked at where it may take long.
@Timeout(120)
class ValidationIT {
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch goesOn = new CountDownLatch(1);
  private final AtomicInteger looks = new AtomicInteger();
  private final CompletableFuture<Thread> looking = new CompletableFuture<>();

  @TempDir private Path folder;

  /// Says yes to anybody, and takes as long as it is left to.
  private final class Slow extends X509ExtendedTrustManager {
    private void look() {
      looks.incrementAndGet();
      looking.complete(Thread.currentThread());
      begun.countDown();
      try {
        boolean _ = goesOn.await(90, TimeUnit.SECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {
      look();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {
      look();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {
      look();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }

  /// Says one word as soon as TLS has begun.
  private static final class Greeting extends ChannelInboundHandlerAdapter {
    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
      if (event instanceof SslHandshakeCompletionEvent done && done.isSuccess()) {
        var _ = context.writeAndFlush(Unpooled.copiedBuffer(new byte[] {'!'}));
      }
    }
  }

  private static int greeted(SSLContext by, int port) throws Exception {
    try (SSLSocket socket =
        (SSLSocket) by.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), port)) {
      return socket.getInputStream().read();
    }
  }

  @Test
  void oneThatTakesLongIsLookedAtOnceAndHoldsUpNobodyElseOnTheLoop() throws Exception {
    Path certificate = folder.resolve("certificate.pem");
    Path key = folder.resolve("key.pem");
    SSLContext bare = Certificates.make(folder, "gate", certificate, key).trusting();
    Authority authority = Authority.make(folder, "authority");
    SSLContext job = authority.issue("CN=job-7", certificate).showing();
    ClientTrust trust =
        ClientTrust.of(
            new ClientFiles(authority.certificate(), Optional.empty(), ClientFiles.Demand.OPTIONAL),
            new Slow());
    EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    ServerTls tls = ServerTls.of(new CertificateFiles(certificate, key), false, trust);
    try (tls) {
      Channel listener =
          new ServerBootstrap()
              .group(loop)
              .channelFactory(NioServerSocketChannel::new)
              .childHandler(
                  new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel channel) {
                      channel
                          .pipeline()
                          .addLast(
                              tls.begin(channel.alloc(), Duration.ofMinutes(1)).handler(),
                              new Greeting());
                    }
                  })
              .bind(InetAddress.getLoopbackAddress(), 0)
              .sync()
              .channel();
      int port = ((InetSocketAddress) listener.localAddress()).getPort();
      CompletableFuture<Integer> slow = new CompletableFuture<>();
      Thread.ofPlatform()
          .daemon()
          .start(() -> {
            try {
              slow.complete(greeted(job, port));
            } catch (Exception e) {
              slow.completeExceptionally(e);
            }
          });
      assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();

      assertThat(greeted(bare, port)).as("meanwhile").isEqualTo('!');

      assertThat(slow).isNotDone();
      goesOn.countDown();
      assertThat(slow.get(60, TimeUnit.SECONDS)).isEqualTo('!');
      assertThat(looks).hasValue(1);
    } finally {
      goesOn.countDown();
      loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }
    Thread thread = looking.getNow(Thread.currentThread());
    assertThat(thread.getName()).startsWith("warder-gate-tls-");
    assertThat(thread.join(Duration.ofSeconds(60))).as("ends with the gate").isTrue();
  }
}
