package dev.warder.gateway;

import java.io.IOException;
import java.net.Socket;
import java.util.Arrays;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/// APIs behind a gate that speak HTTP/2, in frames made by hand.
final class Http2Api {
  private Http2Api() {}

  /// Serves a connection.
  interface Serving {
    void serve(FrameClient link, int number) throws IOException;
  }

  /// Answers a stream that is whole.
  interface Answering {
    void answer(FrameClient link, int stream, FrameClient.Answer request) throws IOException;
  }

  /// One that does with each connection what it is told to, once both have begun.
  ///
  /// @param settings numbers and values in turn
  static TestUpstream serving(Serving serving, int... settings) throws IOException {
    return TestUpstream.serving(
        (socket, number) -> serving.serve(FrameClient.accepted(socket, settings), number));
  }

  static TestUpstream answering(Answering answering, int... settings) throws IOException {
    return serving((link, number) -> answerAll(link, answering), settings);
  }

  /// Answers one stream after another, in the order in which they are whole.
  static void answerAll(FrameClient link, Answering answering) throws IOException {
    while (true) {
      int stream = link.whole();
      if (link.seen(stream).reset == FrameClient.NONE) {
        answering.answer(link, stream, link.seen(stream));
      }
    }
  }

  static TestUpstream ok() throws IOException {
    return answering((link, stream, request) -> ok(link, stream));
  }

  static void ok(FrameClient link, int stream) throws IOException {
    link.head(stream, 0, ":status", "200", "content-length", "2").data(stream, "ok", true);
  }

  /// One that speaks TLS.
  ///
  /// @param protocols that it chooses among (ALPN); none to know nothing of it
  static TestUpstream secure(SSLContext shown, Serving serving, String... protocols)
      throws IOException {
    return TestUpstream.secure(
        shown,
        (socket, number) -> serving.serve(FrameClient.accepted(agreed(socket, protocols)), number));
  }

  static Socket agreed(Socket socket, String... protocols) throws IOException {
    SSLSocket tls = (SSLSocket) socket;
    SSLParameters parameters = tls.getSSLParameters();
    parameters.setApplicationProtocols(Arrays.copyOf(protocols, protocols.length));
    tls.setSSLParameters(parameters);
    tls.startHandshake();
    return tls;
  }
}
