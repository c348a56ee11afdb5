package dev.warder.store.journal;

import dev.warder.model.ErrorCode;
import dev.warder.store.journal.file.JournalFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/// The key that wraps the keys of tenants: 32 random bytes as Base64, in a file.
final class MasterKey {
  private static final int BYTES = 32;

  private MasterKey() {}

  /// The key in a file, which is made if it is not there and no key of a tenant needs it.
  static SecretKey open(JournalFiles files, Path file, Path tenantKeys, SecureRandom random)
      throws IOException, JournalException {
    if (!files.exists(file)) {
      if (files.exists(tenantKeys)) {
        throw new JournalException(
            ErrorCode.INPUT_UNREADABLE,
            "the master key "
                + file
                + " is missing: put it back, or what is personal in the"
                + " journal cannot be read. To give it up, remove "
                + tenantKeys
                + ", too");
      }
      byte[] made = new byte[BYTES];
      random.nextBytes(made);
      SmallFile.replace(files, file, Base64.getEncoder().encodeToString(made) + "\n");
      return new SecretKeySpec(made, "AES");
    }
    return read(files, file);
  }

  static SecretKey read(JournalFiles files, Path file) throws IOException, JournalException {
    try {
      byte[] key = Base64.getDecoder().decode(SmallFile.text(files, file).strip());
      if (key.length == BYTES) {
        return new SecretKeySpec(key, "AES");
      }
    } catch (IllegalArgumentException e) {
      // Told below.
    }
    throw new JournalException(
        ErrorCode.INPUT_UNREADABLE,
        "the master key " + file + " is not 32 bytes in Base64: put the right file back");
  }
}
