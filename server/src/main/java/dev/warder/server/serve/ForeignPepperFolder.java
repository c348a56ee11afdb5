package dev.warder.server.serve;

import static java.util.Objects.requireNonNull;

import dev.warder.keys.ForeignPeppers;
import dev.warder.keys.KeysException;
import dev.warder.model.ErrorCode;
import dev.warder.model.Secret;
import dev.warder.server.file.SafeFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Peppers of other systems, a file for each format.
///
/// Shape `FOLDER/acme`: the pepper's bytes, without the line feed that an editor leaves
///
/// Bounds 4,096 bytes each
///
/// Errors a file that others may read, or that cannot be read, is refused by its path, never by
/// what is in it
final class ForeignPepperFolder implements ForeignPeppers {
  private static final int MOST_BYTES = 4_096;

  private final Path folder;

  ForeignPepperFolder(Path folder) {
    this.folder = requireNonNull(folder, "folder is null");
  }

  @Override
  public @Nullable Secret of(String format) throws KeysException {
    Path file = folder.resolve(format);
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return null;
    }
    try (InputStream in = Files.newInputStream(file)) {
      if (SafeFile.isOpenToOthers(file)) {
        throw refused("others may read the pepper in " + file + ": chmod 600 it", null);
      }
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      boolean ended = bytes.length > 0 && bytes[bytes.length - 1] == '\n';
      byte[] pepper = ended ? Arrays.copyOf(bytes, bytes.length - 1) : bytes;
      if (pepper.length == 0 || bytes.length > MOST_BYTES) {
        throw refused(file + " holds no pepper: 1 to 4,096 bytes are one", null);
      }
      return Secret.of(pepper);
    } catch (IOException e) {
      throw refused("the pepper in " + file + " cannot be read", e);
    }
  }

  private static KeysException refused(String why, @Nullable Throwable cause) {
    return cause == null
        ? new KeysException(ErrorCode.INPUT_UNREADABLE, why)
        : new KeysException(ErrorCode.INPUT_UNREADABLE, why, cause);
  }
}
