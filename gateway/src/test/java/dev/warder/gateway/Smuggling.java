package dev.warder.gateway;

import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.HexFormat;
import java.util.List;

/// Sends bytes through a gate and holds what the upstream saw against what was judged.
final class Smuggling {
  private static final int QUIET_MILLIS = 20;
  private static final String VERDICT = "x-warder-verdict: ";

  private Smuggling() {}

  /// Sends bytes, reads until the gate is quiet or ends, and compares.
  ///
  /// @return how many requests passed
  static int attempt(TestGate gate, TestUpstream upstream, byte[] bytes) throws IOException {
    upstream.forget();
    try (RawClient client = gate.client()) {
      client.socket().setSoTimeout(QUIET_MILLIS);
      client.send(bytes);
      byte[] buffer = new byte[65_536];
      while (client.socket().getInputStream().read(buffer) >= 0) {
        // Answers are of no interest here.
      }
    } catch (SocketTimeoutException | SocketException e) {
      // Quiet, or ended.
    }
    List<TestUpstream.Seen> seen = upstream.all();
    for (TestUpstream.Seen one : seen) {
      check(gate, one, HexFormat.of().formatHex(bytes));
    }
    return seen.size();
  }

  /// Holds one request against what was judged.
  ///
  /// @param sent what may have caused it
  static void check(TestGate gate, TestUpstream.Seen one, String sent) {
    int question = one.target().indexOf('?');
    String path = question < 0 ? one.target() : one.target().substring(0, question);
    // By the verdict it bears: what an earlier attempt had judged may arrive only now.
    if (!(one.method() + " " + path).equals(gate.judged.remove(verdict(one.head())))) {
      throw new AssertionError(
          "the upstream saw "
              + one.method()
              + " "
              + one.target()
              + ", which was not judged; sent "
              + sent);
    }
    if (!one.head().contains("x-warder-key: id-good")) {
      throw new AssertionError("a request without identity: " + one.head());
    }
  }

  private static String verdict(String head) {
    int from = head.indexOf(VERDICT);
    return from < 0
        ? ""
        : head.substring(from + VERDICT.length(), head.indexOf('\r', from + VERDICT.length()));
  }
}
