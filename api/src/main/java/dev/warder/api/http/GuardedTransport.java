package dev.warder.api.http;

import static java.util.Objects.requireNonNull;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.socket.DatagramChannel;
import io.vertx.core.datagram.DatagramSocketOptions;
import io.vertx.core.net.ClientOptionsBase;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.transport.Transport;
import java.util.concurrent.ThreadFactory;

/// A transport whose servers let connections in by an [Entrance]; everything else is as before.
///
/// @param usual what bytes travel by
/// @param entrance where connections come in
record GuardedTransport(Transport usual, Entrance entrance) implements Transport {
  GuardedTransport {
    requireNonNull(usual, "usual is null");
    requireNonNull(entrance, "entrance is null");
  }

  @Override
  public String name() {
    return usual.name();
  }

  @Override
  public boolean available() {
    return usual.available();
  }

  @Override
  public Throwable unavailabilityCause() {
    return usual.unavailabilityCause();
  }

  @Override
  public io.vertx.core.spi.transport.Transport implementation() {
    return new Guarded(usual.implementation(), entrance);
  }

  private record Guarded(io.vertx.core.spi.transport.Transport usual, Entrance entrance)
      implements io.vertx.core.spi.transport.Transport {
    @Override
    public void configure(NetServerOptions options, boolean domainSocket, ServerBootstrap server) {
      usual.configure(options, domainSocket, server);
      server.handler(entrance);
    }

    @Override
    public void configure(
        ClientOptionsBase options, int timeout, boolean domainSocket, Bootstrap client) {
      usual.configure(options, timeout, domainSocket, client);
    }

    @Override
    public void configure(DatagramChannel channel, DatagramSocketOptions options) {
      usual.configure(channel, options);
    }

    @Override
    public boolean supportsDomainSockets() {
      return usual.supportsDomainSockets();
    }

    @Override
    public boolean supportFileRegion() {
      return usual.supportFileRegion();
    }

    @Override
    public boolean isAvailable() {
      return usual.isAvailable();
    }

    @Override
    public Throwable unavailabilityCause() {
      return usual.unavailabilityCause();
    }

    @Override
    public java.net.SocketAddress convert(io.vertx.core.net.SocketAddress address) {
      return usual.convert(address);
    }

    @Override
    public io.vertx.core.net.SocketAddress convert(java.net.SocketAddress address) {
      return usual.convert(address);
    }

    @Override
    public IoHandlerFactory ioHandlerFactory() {
      return usual.ioHandlerFactory();
    }

    @Override
    public EventLoopGroup eventLoopGroup(int type, int count, ThreadFactory threads, int ratio) {
      return usual.eventLoopGroup(type, count, threads, ratio);
    }

    @Override
    public DatagramChannel datagramChannel() {
      return usual.datagramChannel();
    }

    @Override
    @SuppressWarnings("deprecation") // as the interface has it
    public DatagramChannel datagramChannel(io.netty.channel.socket.InternetProtocolFamily family) {
      return usual.datagramChannel(family);
    }

    @Override
    public ChannelFactory<? extends Channel> channelFactory(boolean domainSocket) {
      return usual.channelFactory(domainSocket);
    }

    @Override
    public ChannelFactory<? extends ServerChannel> serverChannelFactory(boolean domainSocket) {
      return usual.serverChannelFactory(domainSocket);
    }
  }
}
