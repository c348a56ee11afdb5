package dev.warder.keys.proof;

/// How the caller reached the platform, as the caller's client knows it.
public enum Scheme {
  HTTP("http", ":80"),
  HTTPS("https", ":443");

  private final String text;
  private final String defaultPort;

  Scheme(String text, String defaultPort) {
    this.text = text;
    this.defaultPort = defaultPort;
  }

  String text() {
    return text;
  }

  /// The port that says no more than the scheme, with its colon.
  String defaultPort() {
    return defaultPort;
  }
}
