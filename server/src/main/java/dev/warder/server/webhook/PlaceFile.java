package dev.warder.server.webhook;

import dev.warder.server.file.SafeFile;
import dev.warder.server.live.IncidentFeed.Place;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// How far one receiver has taken what became of incidents, between two processes.
///
/// Shape `WWH1 4711 12`: numbers of the last entries, of the journals of calls and of changes
///
/// Guarantees it is there whole, or as it was
final class PlaceFile {
  private static final String MAGIC = "WWH1";
  private static final int MOST_BYTES = 100;

  private final Path file;

  PlaceFile(Path file) {
    this.file = file;
  }

  /// What was kept; empty if nothing was.
  ///
  /// @throws IOException if it cannot be read or understood
  Optional<Place> read() throws IOException {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    List<String> words =
        Files.size(file) > MOST_BYTES
            ? List.of()
            : List.of(Files.readString(file, StandardCharsets.ISO_8859_1).strip().split(" ", -1));
    if (words.size() != 3 || !words.getFirst().equals(MAGIC)) {
      throw new IOException("it is damaged");
    }
    try {
      return Optional.of(new Place(Long.parseLong(words.get(1)), Long.parseLong(words.get(2))));
    } catch (IllegalArgumentException e) {
      throw new IOException("it is damaged", e);
    }
  }

  void write(Place place) throws IOException {
    byte[] text =
        (MAGIC + " " + place.calls() + " " + place.changes() + "\n")
            .getBytes(StandardCharsets.US_ASCII);
    SafeFile.write(file, out -> out.write(text));
  }
}
