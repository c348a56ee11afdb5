package dev.warder.server.journal;

import java.nio.file.Path;
import java.util.List;

/// A journal that was named on the command line, by its own folder or by that of all data.
///
/// @param name `changes` or `calls`; empty if the folder does not tell
/// @param folder where it is
record Place(String name, Path folder) {
  /// The journals in a folder: those of a data folder, or else the folder itself.
  static List<Place> in(Path folder) {
    Journals.requireFolder(folder);
    List<DataJournal> there = DataJournal.of(folder);
    return there.isEmpty()
        ? List.of(new Place("", folder))
        : there.stream().map(journal -> new Place(journal.word(), journal.in(folder))).toList();
  }

  /// Whether there is nothing else that it could be mistaken for.
  boolean isAlone() {
    return name.isEmpty();
  }
}
