package dev.warder.collect;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// One input as it was found.
///
/// @param name as given, or as found below a given folder
/// @param path null for standard input
/// @param bytes size on disk, -1 for a stream
/// @param refusal why it is not to be opened, null if it is
/// @param note what `refusal` needs to be understood
record InputFile(
    String name,
    @Nullable Path path,
    long bytes,
    FileReport.@Nullable Status refusal,
    String note) {

  static InputFile stdin() {
    return new InputFile("-", null, -1, null, "");
  }

  static InputFile refused(String name, FileReport.Status status, String note) {
    return new InputFile(name, null, 0, status, note);
  }
}
