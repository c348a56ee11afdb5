package dev.warder.server.webhook;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/// Listens and takes nobody in: who connects waits without an answer.
final class FullListener implements AutoCloseable {
  private static final int MOST = 64;
  private static final int LONG_MILLIS = 300;

  private final ServerSocket listening;
  private final List<Socket> waiting = new ArrayList<>();

  private FullListener(ServerSocket listening) {
    this.listening = listening;
  }

  static FullListener at(InetAddress address, int port) throws IOException {
    FullListener listener = new FullListener(new ServerSocket(port, 1, address));
    for (int i = 0; i < MOST; i++) {
      Socket one = new Socket();
      listener.waiting.add(one);
      try {
        one.connect(new InetSocketAddress(address, port), LONG_MILLIS);
      } catch (SocketTimeoutException e) {
        return listener;
      }
    }
    listener.close();
    throw new IOException("this system takes in whoever comes");
  }

  @Override
  public void close() throws IOException {
    listening.close();
    for (Socket one : waiting) {
      one.close();
    }
  }
}
