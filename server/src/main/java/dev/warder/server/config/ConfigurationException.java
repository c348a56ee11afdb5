package dev.warder.server.config;

/// A configuration makes no sense; the message says where and what to write instead.
public final class ConfigurationException extends Exception {
  private static final long serialVersionUID = 1;

  ConfigurationException(String message) {
    super(message);
  }
}
