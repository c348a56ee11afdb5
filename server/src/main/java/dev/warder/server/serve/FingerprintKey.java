package dev.warder.server.serve;

import dev.warder.model.ErrorCode;
import dev.warder.server.file.SafeFile;
import dev.warder.server.run.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;

/// The secret that fingerprints of callers are made with, in a file of its own that its owner alone
/// may read; made where there is none. Without it nobody is known again, and nothing else is lost.
final class FingerprintKey {
  private static final int BYTES = 32;

  private FingerprintKey() {}

  static byte[] open(Path file) {
    try {
      if (Files.exists(file)) {
        byte[] key = Files.readAllBytes(file);
        if (key.length != BYTES || SafeFile.isOpenToOthers(file)) {
          throw new CommandFailure(
              ErrorCode.CONTENT_INVALID,
              file
                  + " has not "
                  + BYTES
                  + " bytes, or others may read it: set its mode to 0600, or"
                  + " delete it to have callers by token known anew");
        }
        return key;
      }
      byte[] key = new byte[BYTES];
      new SecureRandom().nextBytes(key);
      SafeFile.write(file, out -> out.write(key));
      return key;
    } catch (IOException e) {
      throw new CommandFailure(ErrorCode.OUTPUT_UNWRITABLE, "cannot use " + file, e);
    }
  }
}
