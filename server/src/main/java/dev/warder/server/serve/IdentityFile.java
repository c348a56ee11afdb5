package dev.warder.server.serve;

import static java.util.Objects.requireNonNull;

import dev.warder.server.file.SafeFile;
import dev.warder.tokens.identity.Vault;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Keeps the keys that identity tokens are signed with in a file that its owner alone may read.
///
/// Bounds 256 KiB
final class IdentityFile implements Vault {
  private static final int MOST = 256 << 10;

  private final Path file;

  IdentityFile(Path file) {
    this.file = requireNonNull(file, "file is null");
  }

  @Override
  public byte @Nullable [] read() throws IOException {
    if (!Files.exists(file)) {
      return null;
    }
    if (SafeFile.isOpenToOthers(file)) {
      throw new IOException("others may read it: set its mode to 0600");
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MOST + 1);
      if (bytes.length > MOST) {
        throw new IOException("it is larger than keys can be");
      }
      return bytes;
    }
  }

  @Override
  public void write(byte[] secret) throws IOException {
    SafeFile.write(file, out -> out.write(secret));
  }
}
