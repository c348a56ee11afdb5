package dev.warder.gateway.proxy;

import io.netty.channel.ChannelFactory;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringServerSocketChannel;
import io.netty.channel.uring.IoUringSocketChannel;

/// How octets travel: the best that the system has.
public enum Transport {
  IO_URING,
  EPOLL,
  NIO;

  private static final Transport CURRENT = best();

  /// The one in use.
  public static Transport current() {
    return CURRENT;
  }

  private static Transport best() {
    if (IoUring.isAvailable()) {
      return IO_URING;
    }
    return Epoll.isAvailable() ? EPOLL : NIO;
  }

  /// What drives event loops.
  public IoHandlerFactory handlers() {
    return switch (this) {
      case IO_URING -> IoUringIoHandler.newFactory();
      case EPOLL -> EpollIoHandler.newFactory();
      case NIO -> NioIoHandler.newFactory();
    };
  }

  /// Sockets that are listened on.
  public ChannelFactory<? extends ServerSocketChannel> listeners() {
    return switch (this) {
      case IO_URING -> IoUringServerSocketChannel::new;
      case EPOLL -> EpollServerSocketChannel::new;
      case NIO -> NioServerSocketChannel::new;
    };
  }

  /// Sockets that connect.
  ChannelFactory<? extends SocketChannel> clients() {
    return switch (this) {
      case IO_URING -> IoUringSocketChannel::new;
      case EPOLL -> EpollSocketChannel::new;
      case NIO -> NioSocketChannel::new;
    };
  }
}
