package dev.warder.tokens.identity;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// Where keys are kept, readable by their owner alone.
public interface Vault {
  /// What was kept last; null if nothing was.
  byte @Nullable [] read() throws IOException;

  /// Keeps something in place of what was kept; it is on disk when this returns.
  void write(byte[] secret) throws IOException;
}
