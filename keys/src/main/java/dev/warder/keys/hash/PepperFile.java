package dev.warder.keys.hash;

import static java.util.Objects.requireNonNull;

import dev.warder.model.ErrorCode;
import dev.warder.model.Secret;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// The file that peppers lie in, apart from the data, readable by its owner alone.
///
/// Shape a line each: `1 QkFTRTY0...=`: version, a blank, base64 of 32 bytes. `#` begins a remark
///
/// Errors what the file must be and is not is said with its path and line, never with its content
///
/// Guarantees a new version is on disk before anything is hashed with it
public final class PepperFile {
  private static final Set<PosixFilePermission> OWNER_ALONE =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
  private static final int MAX_SIZE_BYTES = 65_536;

  private final Path path;

  public PepperFile(Path path) {
    this.path = requireNonNull(path, "path is null").toAbsolutePath();
  }

  /// The peppers; makes the file with a first one where there is none. Only for who has no keys
  /// yet: to all others a missing file is a loss, and a new one would hide it.
  public Peppers open(SecureRandom random) throws PepperException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      write(Map.of(1, draw(random)));
    }
    return read();
  }

  /// Adds a version, which is the newest from then on. Takes effect where the file is opened anew.
  public Peppers rotate(SecureRandom random) throws PepperException {
    Peppers before = read();
    Map<Integer, Secret> after = new TreeMap<>(before.all());
    after.put(before.newest() + 1, draw(random));
    write(after);
    return read();
  }

  /// The peppers of a file that has to be there.
  public Peppers read() throws PepperException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      throw new PepperException(
          ErrorCode.INPUT_UNREADABLE,
          "the pepper file "
              + path
              + " is missing, and there are keys that only open with it; mount or restore it");
    }
    checkPermissions();
    Map<Integer, Secret> peppers = new TreeMap<>();
    int number = 0;
    for (String line : lines()) {
      number++;
      if (!line.isBlank() && !line.startsWith("#")) {
        add(peppers, line.strip(), number);
      }
    }
    try {
      return Peppers.of(peppers);
    } catch (IllegalArgumentException e) {
      throw broken(String.valueOf(e.getMessage()));
    }
  }

  private Iterable<String> lines() throws PepperException {
    try {
      if (Files.size(path) > MAX_SIZE_BYTES) {
        throw broken("it is too large to be one");
      }
      return Files.readString(path, StandardCharsets.US_ASCII).lines().toList();
    } catch (IOException e) {
      throw new PepperException(
          ErrorCode.INPUT_UNREADABLE,
          "the pepper file " + path + " cannot be read: " + e.getClass().getSimpleName(),
          e);
    }
  }

  private void add(Map<Integer, Secret> peppers, String line, int number) throws PepperException {
    int blank = line.indexOf(' ');
    try {
      int version = Integer.parseInt(line, 0, Math.max(blank, 0), 10);
      Secret pepper = Secret.of(Base64.getDecoder().decode(line.substring(blank + 1).strip()));
      if (peppers.put(version, pepper) != null) {
        throw broken("line " + number + " has a version that another line has, too");
      }
    } catch (IllegalArgumentException _) {
      // Its message would quote the line.
      throw broken("line " + number + " is not a version, a blank and base64 of 32 bytes");
    }
  }

  private void checkPermissions() throws PepperException {
    try {
      Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
      if (!OWNER_ALONE.containsAll(permissions)) {
        throw new PepperException(
            ErrorCode.INPUT_UNREADABLE,
            "the pepper file "
                + path
                + " may be read by others ("
                + PosixFilePermissions.toString(permissions)
                + "); chmod 600 it, and rotate the pepper if others had access to this machine");
      }
    } catch (UnsupportedOperationException _) {
      // No such permissions on this file system.
      return;
    } catch (IOException e) {
      throw new PepperException(
          ErrorCode.INPUT_UNREADABLE,
          "the pepper file " + path + " cannot be read: " + e.getClass().getSimpleName(),
          e);
    }
  }

  private void write(Map<Integer, Secret> peppers) throws PepperException {
    StringBuilder text =
        new StringBuilder(
            "# Peppers of Warder's key hashes. Back up apart from the data; never share.\n");
    peppers.forEach((version, pepper) ->
        text.append(version)
            .append(' ')
            .append(Base64.getEncoder().encodeToString(pepper.expose()))
            .append('\n'));
    Path fresh = path.resolveSibling(path.getFileName() + ".new");
    try {
      Files.deleteIfExists(fresh);
      try (FileChannel file =
          FileChannel.open(
              fresh,
              EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
              PosixFilePermissions.asFileAttribute(OWNER_ALONE))) {
        ByteBuffer bytes = ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.US_ASCII));
        while (bytes.hasRemaining()) {
          file.write(bytes);
        }
        file.force(true);
      }
      Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      forceFolder();
    } catch (IOException e) {
      throw new PepperException(
          ErrorCode.OUTPUT_UNWRITABLE,
          "the pepper file " + path + " cannot be written: " + e.getClass().getSimpleName(),
          e);
    }
  }

  private void forceFolder() throws IOException {
    Path folder = path.getParent();
    if (folder != null) {
      try (FileChannel opened = FileChannel.open(folder, StandardOpenOption.READ)) {
        opened.force(true);
      }
    }
  }

  private PepperException broken(String why) {
    return new PepperException(
        ErrorCode.CONTENT_INVALID, "the pepper file " + path + " is broken: " + why);
  }

  private static Secret draw(SecureRandom random) {
    byte[] pepper = new byte[Peppers.LENGTH];
    random.nextBytes(pepper);
    return Secret.of(pepper);
  }
}
