package dev.warder.gateway.tls;

import static java.util.Objects.requireNonNull;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.SslClientHelloHandler;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Reads a caller's first words before anybody answers them, then makes way for who does.
///
/// Bounds a ClientHello of at most 16 KiB; a longer one ends the connection
public final class HelloReader extends SslClientHelloHandler<String> {
  private static final int MOST = 16 << 10;

  private final Supplier<SslHandler> next;
  private final Consumer<String> seen;

  /// @param next makes who answers
  /// @param seen hears the fingerprint (JA4), empty if there is none
  public HelloReader(Supplier<SslHandler> next, Consumer<String> seen) {
    super(MOST);
    this.next = requireNonNull(next, "next is null");
    this.seen = requireNonNull(seen, "seen is null");
  }

  @Override
  protected Future<String> lookup(ChannelHandlerContext context, @Nullable ByteBuf hello) {
    String read = hello == null ? "" : Ja4.of(hello);
    return context.executor().newSucceededFuture(read);
  }

  @Override
  protected void onLookupComplete(ChannelHandlerContext context, Future<String> found) {
    seen.accept(found.getNow());
    context.pipeline().replace(this, null, next.get());
  }
}
