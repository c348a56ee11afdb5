package dev.warder.gateway.tls;

import javax.net.ssl.SSLSession;

/// What TLS has to be like for HTTP/2: of version 1.2 only what keeps no old secrets and both hides
/// and signs in one.
///
/// Source RFC 9113 section 9.2
public final class Suites {
  private Suites() {}

  /// Whether HTTP/2 may be spoken.
  public static boolean fitHttp2(SSLSession session) {
    return fitHttp2(session.getProtocol(), session.getCipherSuite());
  }

  static boolean fitHttp2(String protocol, String suite) {
    return !protocol.equals("TLSv1.2")
        || ((suite.startsWith("TLS_ECDHE_") || suite.startsWith("TLS_DHE_"))
            && (suite.contains("_GCM_") || suite.contains("_CHACHA20_") || suite.contains("_CCM")));
  }
}
