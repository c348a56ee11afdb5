package dev.warder.server.live;

import static java.util.Objects.requireNonNull;

import dev.warder.api.incidents.Incidents;
import dev.warder.model.finding.Incident;
import dev.warder.server.json.FindingsFile;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// The board's incidents as OCSF has them. Safe for use by many threads.
public final class IncidentDocuments implements Incidents {
  private final Board board;
  private final String contentVersion;

  /// @param contentVersion of the detections that incidents rest on
  public IncidentDocuments(Board board, String contentVersion) {
    this.board = requireNonNull(board, "board is null");
    this.contentVersion = requireNonNull(contentVersion, "contentVersion is null");
  }

  @Override
  public Page newest(String after, int limit) {
    List<Incident> some = board.newest(after, limit + 1);
    boolean more = some.size() > limit;
    List<Incident> shown = more ? some.subList(0, limit) : some;
    return new Page(shown.stream().map(this::alone).toList(), more ? shown.getLast().uid() : "");
  }

  @Override
  public Optional<Told> find(String uid) {
    return board
        .find(uid)
        .map(incident -> {
          List<String> lines = lines(incident);
          return new Told(lines.getLast(), lines.subList(0, lines.size() - 1));
        });
  }

  private String alone(Incident incident) {
    ByteArrayOutputStream line = new ByteArrayOutputStream(2_048);
    FindingsFile.writeAlone(incident, contentVersion, line);
    return line.toString(StandardCharsets.UTF_8).strip();
  }

  private List<String> lines(Incident incident) {
    byte[] lines = IncidentEntry.lines(incident, contentVersion);
    return new String(lines, StandardCharsets.UTF_8).lines().toList();
  }
}
