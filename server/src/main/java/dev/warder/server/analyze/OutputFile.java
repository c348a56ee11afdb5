package dev.warder.server.analyze;

import dev.warder.model.ErrorCode;
import dev.warder.server.run.CommandFailure;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/// A file the command writes: whole or not at all where the file system allows it.
final class OutputFile {
  private static final int BUFFER_BYTES = 1 << 16;

  private OutputFile() {}

  /// Fails before the work is done rather than after it.
  static void requireWritable(Path file) {
    Path folder = folder(file);
    if (!Files.isDirectory(folder)) {
      throw unwritable(file, "its folder does not exist", null);
    }
    if (Files.isDirectory(file)) {
      throw unwritable(file, "it is a folder", null);
    }
    if (!Files.isWritable(Files.exists(file) ? file : folder)) {
      throw unwritable(file, "there is no permission to write it", null);
    }
  }

  /// Fails if two outputs are one file.
  static void requireDistinct(List<Path> files) {
    Set<Path> distinct = new HashSet<>();
    for (Path file : files) {
      if (!distinct.add(real(file))) {
        throw new CommandFailure(
            ErrorCode.USAGE, "two outputs go to the same file: " + file + "; name them apart");
      }
    }
  }

  /// Fails if writing the file would destroy what is to be analysed: the file is an input, or it
  /// exists in a folder that is one. An earlier report under its default name may be replaced.
  static void requireNoInput(Path file, List<String> inputs) {
    if (!Files.isRegularFile(file) || file.equals(AnalyzeCommand.DEFAULT_REPORT)) {
      return;
    }
    for (String input : inputs) {
      Path of = Path.of(input);
      if (!input.equals("-") && Files.exists(of) && real(file).startsWith(real(of))) {
        throw new CommandFailure(
            ErrorCode.USAGE,
            file + " is among the inputs and would be overwritten; write to another place");
      }
    }
  }

  private static Path real(Path file) {
    try {
      return Files.exists(file)
          ? file.toRealPath()
          : folder(file).toRealPath().resolve(file.getFileName());
    } catch (IOException e) {
      throw unwritable(file, "its place cannot be looked up", e);
    }
  }

  /// Replaces the file by what the body writes; devices and pipes are written straight to.
  static void write(Path file, Consumer<OutputStream> body) {
    boolean special = Files.exists(file) && !Files.isRegularFile(file);
    try {
      if (special) {
        fill(file, body);
        return;
      }
      Path target = Files.exists(file) ? file.toRealPath() : file;
      Path part = target.resolveSibling("." + target.getFileName() + ".part");
      try {
        fill(part, body);
        Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException | JacksonException e) {
      throw unwritable(file, String.valueOf(e.getMessage()), e);
    }
  }

  private static void fill(Path file, Consumer<OutputStream> body) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), BUFFER_BYTES)) {
      body.accept(out);
    }
  }

  private static Path folder(Path file) {
    Path parent = file.toAbsolutePath().getParent();
    return parent == null ? file.toAbsolutePath() : parent;
  }

  private static CommandFailure unwritable(Path file, String why, @Nullable Throwable cause) {
    return new CommandFailure(
        ErrorCode.OUTPUT_UNWRITABLE, "cannot write " + file + ": " + why, cause);
  }
}
