package dev.warder.server.analyze;

import dev.warder.model.ErrorCode;
import dev.warder.model.inventory.Inventory;
import dev.warder.server.openapi.OpenApiDocuments;
import dev.warder.server.openapi.OpenApiDocuments.Document;
import dev.warder.server.openapi.OpenApiWriter;
import dev.warder.server.run.CommandFailure;
import dev.warder.server.text.Visible;
import dev.warder.server.text.Wording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The folder of `--openapi`.
final class OpenApiFolder {
  private OpenApiFolder() {}

  /// Makes the folder if need be; fails before the work is done rather than after it.
  static void prepare(Path folder, List<String> inputs) {
    try {
      if (!Files.isDirectory(folder)) {
        Files.createDirectory(folder);
      }
      for (String input : inputs) {
        Path of = Path.of(input);
        if (!input.equals("-") && Files.exists(of) && folder.toRealPath().equals(of.toRealPath())) {
          throw new CommandFailure(
              ErrorCode.USAGE, "--openapi " + folder + " is an input; write to another folder");
        }
      }
    } catch (IOException e) {
      throw new CommandFailure(
          ErrorCode.OUTPUT_UNWRITABLE,
          "--openapi " + folder + " cannot be used: it is no folder, or cannot be made",
          e);
    }
    if (!Files.isWritable(folder)) {
      throw new CommandFailure(
          ErrorCode.OUTPUT_UNWRITABLE, "--openapi " + folder + ": no permission to write there");
    }
  }

  /// Writes one file per API and says in a line what was written and what has no place there.
  static String write(Path folder, Inventory inventory) {
    OpenApiDocuments documents = OpenApiDocuments.of(inventory);
    for (Document document : documents.documents()) {
      OutputFile.write(
          folder.resolve(document.fileName()),
          out -> OpenApiWriter.write(document.api(), inventory.lastMicros(), out));
    }
    String written =
        "OpenAPI: "
            + Wording.count(documents.documents().size(), "file", "files")
            + " in "
            + Visible.text(folder.toString());
    return documents.leftOut() == 0
        ? written
        : written
            + "; "
            + Wording.count(documents.leftOut(), "operation is", "operations are")
            + " no path and method (named actions, unknown paths) and left out";
  }
}
