package dev.warder.server.webhook;

import dev.warder.model.Secret;
import dev.warder.server.file.SafeFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/// What messages to one receiver are signed with: one secret, and another while they are rotated.
///
/// Shape `whsec_` and base64 of 24 to 64 bytes, one a line; readable by its owner alone
///
/// Source Standard Webhooks 1.0, signature scheme
///
/// @param secrets one or two, the new one first
record SigningSecrets(List<Secret> secrets) {
  private static final String PREFIX = "whsec_";
  private static final int LEAST_BYTES = 24;
  private static final int MOST_BYTES = 64;
  private static final int MOST_SECRETS = 2;
  private static final int MOST_FILE = 4_096;

  SigningSecrets {
    secrets = List.copyOf(secrets);
  }

  /// Reads them as they are now.
  ///
  /// @throws HookException if they cannot be used; it says nothing of what is in the file
  static SigningSecrets read(Path file) throws HookException {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      if (SafeFile.isOpenToOthers(file)) {
        throw new HookException("has a secret that others may read: chmod 600 " + file);
      }
      bytes = in.readNBytes(MOST_FILE);
    } catch (IOException e) {
      throw new HookException("has a secret_file that cannot be read: " + file);
    }
    List<Secret> secrets = new ArrayList<>();
    for (String line : new String(bytes, StandardCharsets.ISO_8859_1).lines().toList()) {
      if (!line.isBlank()) {
        secrets.add(secret(line.strip(), file));
      }
    }
    if (secrets.isEmpty() || secrets.size() > MOST_SECRETS) {
      throw unusable(file);
    }
    return new SigningSecrets(secrets);
  }

  private static Secret secret(String line, Path file) throws HookException {
    if (!line.startsWith(PREFIX)) {
      throw unusable(file);
    }
    byte[] key;
    try {
      key = Base64.getDecoder().decode(line.substring(PREFIX.length()));
    } catch (IllegalArgumentException e) {
      throw unusable(file);
    }
    if (key.length < LEAST_BYTES || key.length > MOST_BYTES) {
      throw unusable(file);
    }
    return Secret.of(key);
  }

  private static HookException unusable(Path file) {
    return new HookException(
        "has a secret_file that holds no secret, or more than two: whsec_ and base64 of 24 to 64"
            + " bytes are one, a line each: "
            + file);
  }
}
