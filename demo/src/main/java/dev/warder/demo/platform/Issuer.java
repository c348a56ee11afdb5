package dev.warder.demo.platform;

import java.io.IOException;

/// Makes the keys of the platform's administrators, and says whether they still count.
public interface Issuer {
  /// Makes a key.
  ///
  /// @param parent id of the key that asks for it
  Issued issue(String tenant, String principal, String parent) throws IOException;

  /// Ends a key.
  void end(String key) throws IOException;

  /// Whether work may run now that was set up with a key.
  ///
  /// @param verdict by which the call that set it up was let through
  Permission ask(String key, String verdict, String method, String path) throws IOException;

  /// A fresh key, shown this once.
  record Issued(String id, String secret) {}

  /// What was said, and why.
  record Permission(boolean isGiven, String code) {}
}
