package dev.warder.server.journal;

import dev.warder.model.ErrorCode;
import dev.warder.server.run.CommandFailure;
import dev.warder.store.journal.JournalException;
import dev.warder.store.journal.SignedHead;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Files that people name on the command line, and what is wrong with them.
final class Journals {
  private static final int MAX_BYTES = 1 << 16;
  private static final String MASTER = "master-key";

  private Journals() {}

  static void requireFolder(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new CommandFailure(
          ErrorCode.INPUT_UNREADABLE,
          folder + " is no folder: name a data folder, or the folder of a journal");
    }
  }

  static String text(Path file) {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw new CommandFailure(ErrorCode.INPUT_UNREADABLE, file + " is too long for what it is");
      }
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      throw new CommandFailure(
          ErrorCode.INPUT_UNREADABLE, file + " cannot be read: " + e.getMessage(), e);
    }
  }

  /// The key that opens what is personal: the one that was given, or the one beside the journal, or
  /// that of the changes beside it, which is that of both; null if there is none.
  static @Nullable Path master(Place place, @Nullable Path given) {
    Path own = place.folder().resolve(MASTER);
    if (given != null || Files.exists(own)) {
      return given;
    }
    Path data = place.folder().toAbsolutePath().getParent();
    Path shared = data == null ? null : DataJournal.CHANGES.in(data).resolve(MASTER);
    return shared != null && Files.exists(shared) ? shared : null;
  }

  static SignedHead head(Path file) {
    SignedHead head = SignedHead.ofLine(text(file));
    if (head == null) {
      throw new CommandFailure(
          ErrorCode.INPUT_UNREADABLE,
          file + " holds no head: give a file that 'warder journal head' wrote");
    }
    return head;
  }

  static CommandFailure failure(JournalException e) {
    return new CommandFailure(e.code(), String.valueOf(e.getMessage()), e);
  }
}
