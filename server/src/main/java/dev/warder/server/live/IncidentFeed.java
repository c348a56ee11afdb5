package dev.warder.server.live;

import static java.util.Objects.requireNonNull;

import dev.warder.model.finding.Closing;
import dev.warder.store.journal.Entry;
import dev.warder.store.journal.EntryKind;
import dev.warder.store.journal.Journal;
import dev.warder.store.journal.JournalException;
import dev.warder.store.journal.Query;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What became of incidents, one change after the other, read from both journals. Safe for use by
/// many threads; each remembers itself how far it is.
///
///     calls    ──told, grown, reopened──┐
///                                       ├──by time──> change, and where to go on behind it
///     changes  ──closed─────────────────┘
///
/// Guarantees only what is forced is handed on, and whoever goes on from the same place is handed
/// the same
public final class IncidentFeed {
  private final Journal calls;
  private final Journal changes;

  /// @param calls where what was told is
  /// @param changes where closings are
  public IncidentFeed(Journal calls, Journal changes) {
    this.calls = requireNonNull(calls, "calls is null");
    this.changes = requireNonNull(changes, "changes is null");
  }

  /// How far somebody has read.
  ///
  /// @param calls number of the last entry that is done with
  /// @param changes the same of the other journal
  public record Place(long calls, long changes) {
    public Place {
      if (calls < 0 || changes < 0) {
        throw new IllegalArgumentException("a number is negative");
      }
    }
  }

  /// What was read.
  ///
  /// @param change the next one; null if there is none
  /// @param place where to go on
  public record Read(@Nullable IncidentChange change, Place place) {}

  /// Behind all that there is.
  public Place end() {
    return new Place(calls.forced(), changes.forced());
  }

  /// The next change behind a place.
  public Read next(Place from) throws JournalException {
    // That an incident was told is on disk before anybody can close it: whoever sees a closing
    // first and looks for what was told then finds that, too.
    long changesEnd = changes.forced();
    IncidentChange closing = closing(from.changes());
    long callsEnd = calls.forced();
    IncidentChange told = told(from.calls());
    if (told != null && (closing == null || told.timeMicros() <= closing.timeMicros())) {
      return new Read(told, new Place(told.number(), from.changes()));
    }
    if (closing != null) {
      return new Read(closing, new Place(from.calls(), closing.number()));
    }
    return new Read(
        null, new Place(Math.max(callsEnd, from.calls()), Math.max(changesEnd, from.changes())));
  }

  /// How many changes of some kinds there are behind a place.
  ///
  /// @param most where counting ends
  public int count(Place from, Set<IncidentChange.Kind> kinds, int most) throws JournalException {
    int count = 0;
    Place at = from;
    while (count < most) {
      Read read = next(at);
      if (read.change() == null) {
        return count;
      }
      at = read.place();
      count += kinds.contains(read.change().kind()) ? 1 : 0;
    }
    return count;
  }

  /// The incident as it was when it was told, as OCSF has it; empty if the journal does not have it
  /// or nobody may read it any more.
  public Optional<String> asTold(IncidentChange change) throws JournalException {
    if (change.kind() == IncidentChange.Kind.CLOSED) {
      return Optional.empty();
    }
    @Nullable String[] found = new @Nullable String[1];
    calls.search(
        Query.EVERYTHING.of(EntryKind.FINDING).from(change.number()),
        (number, entry) -> {
          if (number == change.number()) {
            List<String> lines =
                new String(entry.personal().bytes(), StandardCharsets.UTF_8).lines().toList();
            found[0] = lines.isEmpty() ? null : lines.getLast();
          }
          return false;
        });
    return Optional.ofNullable(found[0]);
  }

  private @Nullable IncidentChange told(long after) throws JournalException {
    @Nullable IncidentChange[] found = new @Nullable IncidentChange[1];
    calls.search(
        IncidentEntry.after(after),
        (number, entry) -> {
          IncidentEntry told = IncidentEntry.read(entry);
          if (told != null) {
            found[0] =
                new IncidentChange(
                    told.kind(), told.uid(), told.findings(), entry.timeMicros(), number);
          }
          return told == null;
        });
    return found[0];
  }

  private @Nullable IncidentChange closing(long after) throws JournalException {
    @Nullable IncidentChange[] found = new @Nullable IncidentChange[1];
    changes.search(
        ClosingEntry.all().from(after + 1).sealed(),
        (number, entry) -> {
          found[0] = closing(number, entry);
          return found[0] == null;
        });
    return found[0];
  }

  private static @Nullable IncidentChange closing(long number, Entry entry) {
    Closing closing = ClosingEntry.read(entry);
    return closing == null
        ? null
        : new IncidentChange(
            IncidentChange.Kind.CLOSED,
            closing.incidentUid(),
            closing.findings(),
            closing.timeMicros(),
            number);
  }
}
