package dev.warder.keys.verify;

import dev.warder.keys.hash.Hasher;
import dev.warder.keys.hash.Peppers;
import dev.warder.keys.shape.ReadKey;
import java.security.SecureRandom;

/// What one verdict needs and the next can use again. Confined to one thread at a time.
final class Workspace {
  private final ReadKey read = new ReadKey();
  private final Hasher hasher;
  private final VerdictIds ids;

  Workspace(Peppers peppers, SecureRandom random) {
    hasher = new Hasher(peppers);
    ids = new VerdictIds(random);
  }

  ReadKey read() {
    return read;
  }

  Hasher hasher() {
    return hasher;
  }

  VerdictIds ids() {
    return ids;
  }
}
