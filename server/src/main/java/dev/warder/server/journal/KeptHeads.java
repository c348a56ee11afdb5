package dev.warder.server.journal;

import dev.warder.model.ErrorCode;
import dev.warder.server.run.CommandFailure;
import dev.warder.store.journal.SignedHead;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Heads that were kept elsewhere, and which journal each is of.
///
/// Shape of a file: one line with a head; of a data folder several, each after a line with `# ` and
/// the name of its journal
///
/// Guarantees no head is left out: one that is of none of the journals is held against all of them,
/// which then are said to be others than they were
final class KeptHeads {
  private static final String MARK = "# ";

  private final List<Kept> kept;

  private KeptHeads(List<Kept> kept) {
    this.kept = kept;
  }

  private record Kept(String name, SignedHead head) {}

  static KeptHeads read(List<Path> files) {
    List<Kept> kept = new ArrayList<>();
    for (Path file : files) {
      String name = "";
      for (String line : Journals.text(file).strip().lines().toList()) {
        SignedHead head = SignedHead.ofLine(line);
        if (line.startsWith(MARK)) {
          name = line.substring(MARK.length()).strip();
        } else if (head != null) {
          kept.add(new Kept(name, head));
        } else {
          throw noHead(file);
        }
      }
      if (kept.isEmpty()) {
        throw noHead(file);
      }
    }
    return new KeptHeads(kept);
  }

  private static CommandFailure noHead(Path file) {
    return new CommandFailure(
        ErrorCode.INPUT_UNREADABLE,
        file + " holds no head: give a file that 'warder journal head' wrote");
  }

  /// The heads that a journal must have in its chain.
  ///
  /// @param all the journals that are looked at
  List<SignedHead> of(Place place, List<Place> all) {
    return kept.stream().filter(one -> owners(one, all).contains(place)).map(Kept::head).toList();
  }

  private List<Place> owners(Kept one, List<Place> all) {
    List<Place> named = all.stream().filter(place -> place.name().equals(one.name())).toList();
    if (!named.isEmpty() && !one.name().isEmpty()) {
      return named;
    }
    List<Place> same =
        all.stream().filter(place -> id(place).equals(one.head().journal())).toList();
    if (!same.isEmpty()) {
      return same;
    }
    boolean isOfAnother =
        !one.name().isEmpty()
            && kept.stream()
                .anyMatch(other ->
                    !other.name().equals(one.name())
                        && all.stream()
                            .anyMatch(place -> id(place).equals(other.head().journal())));
    return isOfAnother ? List.of() : all;
  }

  /// What the journal says it is; empty if it has signed nothing yet.
  private static String id(Place place) {
    Path file = place.folder().resolve("head");
    SignedHead own = Files.exists(file) ? SignedHead.ofLine(Journals.text(file)) : null;
    return own == null ? "" : own.journal();
  }
}
