package dev.warder.server.live;

import static java.util.Objects.requireNonNull;

import dev.warder.api.incidents.Incidents;
import dev.warder.keys.Actor;
import dev.warder.keys.KeysException;
import dev.warder.keys.shape.KeyShape;
import dev.warder.model.ErrorCode;
import dev.warder.model.Times;
import dev.warder.model.finding.Closing;
import dev.warder.model.finding.Incident;
import dev.warder.server.json.FindingsFile;
import dev.warder.store.journal.Journal;
import dev.warder.store.journal.JournalException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The board's incidents as OCSF has them, and where they are closed. Safe for use by many threads.
///
/// Guarantees that an incident was closed is on disk before it takes effect, and in effect before
/// anybody is answered; closing it again in the same words changes nothing
public final class IncidentDesk implements Incidents {
  private final Board board;
  private final Journal changes;
  private final KeyShape shape;
  private final String contentVersion;
  private final InstantSource clock;

  private IncidentDesk(
      Board board, Journal changes, KeyShape shape, String contentVersion, InstantSource clock) {
    this.board = requireNonNull(board, "board is null");
    this.changes = requireNonNull(changes, "changes is null");
    this.shape = requireNonNull(shape, "shape is null");
    this.contentVersion = requireNonNull(contentVersion, "contentVersion is null");
    this.clock = requireNonNull(clock, "clock is null");
  }

  /// Takes up what was closed before.
  ///
  /// @param changes the record of changes; outlives this
  /// @param shape of what must not stand in a note
  /// @param contentVersion of the detections that incidents rest on
  /// @throws JournalException if the record cannot be read
  public static IncidentDesk open(
      Board board, Journal changes, KeyShape shape, String contentVersion, InstantSource clock)
      throws JournalException {
    changes.search(
        ClosingEntry.all(),
        (number, entry) -> {
          Closing closing = ClosingEntry.read(entry);
          if (closing != null) {
            board.close(closing);
          }
          return true;
        });
    return new IncidentDesk(board, changes, shape, contentVersion, clock);
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
    return board.find(uid).map(this::told);
  }

  /// What is known of an incident at this moment.
  public sealed interface Known {
    /// All of it.
    ///
    /// @param document as OCSF has it
    /// @param isAlerted whether it was within the budget of alerts
    record Here(String document, boolean isAlerted) implements Known {}

    /// An earlier process told more of it than is judged again by now.
    record NotYet() implements Known {}

    /// Nothing, and nothing will come.
    record Nothing() implements Known {}
  }

  /// What is known of an incident at this moment.
  public Known known(String uid) {
    if (board.isAwaited(uid)) {
      return new Known.NotYet();
    }
    return board
        .find(uid)
        .<Known>map(incident ->
            new Known.Here(alone(incident), incident.standing() == Incident.Standing.ALERTED))
        .orElseGet(Known.Nothing::new);
  }

  @Override
  public Optional<Told> close(Actor actor, String uid, Closing.Verdict verdict, String note)
      throws KeysException {
    if (shape.isIn(note)) {
      throw new KeysException(
          ErrorCode.REQUEST_INVALID,
          "the note holds what looks like a key; name keys by their ids");
    }
    board.turn().lock();
    try {
      Incident incident = board.find(uid).orElse(null);
      if (incident == null) {
        return Optional.empty();
      }
      Closing closing =
          new Closing(
              uid,
              verdict,
              note,
              actor.id(),
              Times.micros(clock.instant()),
              incident.findings().size());
      if (!isSaid(closing, board.closing(uid))) {
        changes.force(changes.append(ClosingEntry.of(closing, incident, actor.origin())));
        board.close(closing);
      }
      return Optional.of(told(incident));
    } catch (JournalException e) {
      throw new KeysException(e.code(), "the incident is not closed: " + e.getMessage(), e);
    } finally {
      board.turn().unlock();
    }
  }

  private static boolean isSaid(Closing closing, @Nullable Closing before) {
    return before != null
        && !before.isOutdatedBy(closing.findings())
        && before.verdict() == closing.verdict()
        && before.note().equals(closing.note());
  }

  private Told told(Incident incident) {
    byte[] findings = IncidentEntry.lines(incident, contentVersion);
    List<String> lines =
        new ArrayList<>(new String(findings, StandardCharsets.UTF_8).lines().toList());
    lines.removeLast();
    return new Told(alone(incident), lines);
  }

  private String alone(Incident incident) {
    ByteArrayOutputStream line = new ByteArrayOutputStream(2_048);
    FindingsFile.writeAlone(incident, board.closing(incident.uid()), contentVersion, line);
    return line.toString(StandardCharsets.UTF_8).strip();
  }
}
