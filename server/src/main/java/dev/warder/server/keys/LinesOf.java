package dev.warder.server.keys;

import dev.warder.model.ErrorCode;
import dev.warder.server.run.CommandFailure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Hands on the lines of a file, or of standard input for `-`, some at a time.
final class LinesOf {
  private LinesOf() {}

  /// Reads all, in parts of at most so many lines.
  static void parts(String input, int most, Consumer<List<String>> to) {
    try (InputStream in = input.equals("-") ? System.in : Files.newInputStream(Path.of(input));
        BufferedReader reader =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      List<String> part = new ArrayList<>();
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (line.isBlank()) {
          continue;
        }
        part.add(line.strip());
        if (part.size() == most) {
          to.accept(List.copyOf(part));
          part.clear();
        }
      }
      if (!part.isEmpty()) {
        to.accept(List.copyOf(part));
      }
    } catch (IOException e) {
      throw new CommandFailure(ErrorCode.INPUT_UNREADABLE, "cannot read " + input, e);
    }
  }
}
