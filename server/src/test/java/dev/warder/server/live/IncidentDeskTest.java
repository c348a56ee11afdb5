package dev.warder.server.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.warder.api.incidents.Incidents.Told;
import dev.warder.keys.Actor;
import dev.warder.keys.KeysException;
import dev.warder.keys.shape.KeyShape;
import dev.warder.model.Times;
import dev.warder.model.finding.Closing.Verdict;
import dev.warder.model.finding.Incident;
import dev.warder.store.journal.Entry;
import dev.warder.store.journal.EntryKind;
import dev.warder.store.journal.JournalException;
import dev.warder.store.journal.SegmentJournal;
import dev.warder.store.journal.fake.MemoryFiles;
import dev.warder.store.journal.fake.MemoryFiles.Failure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Closing an incident is a change like any other: on disk, then in effect, then acknowledged.
@Timeout(60)
class IncidentDeskTest {
  private static final Actor JANE = new Actor("admin-1", "203.0.113.9");
  private static final Incident FIRST = ToldIncidents.of("trap-0");
  private static final Incident SECOND = ToldIncidents.of("trap-1");

  private final MemoryFiles files = new MemoryFiles();
  private final Marks marks = new Marks();
  private final Board board = new Board(marks);

  @Test
  void keysAreMarkedWhileTheirIncidentIsOpen() throws Exception {
    try (SegmentJournal changes = open(files)) {
      IncidentDesk desk = desk(changes, board);
      board.put(FIRST);
      board.put(SECOND);
      assertThat(marks.now()).containsExactlyInAnyOrder("trap-0", "trap-1");

      desk.close(JANE, FIRST.uid(), Verdict.BENIGN, "");
      assertThat(marks.now()).containsExactly("trap-1");
    }
  }

  @Test
  void keyOfTwoIncidentsIsMarkedUntilBothAreClosed() throws Exception {
    try (SegmentJournal changes = open(files)) {
      IncidentDesk desk = desk(changes, board);
      board.put(FIRST);
      board.put(ToldIncidents.grown(SECOND, 0, List.of("trap-0", "trap-1"), SECOND.tenants()));

      desk.close(JANE, FIRST.uid(), Verdict.BENIGN, "");
      assertThat(marks.now()).containsExactlyInAnyOrder("trap-0", "trap-1");
      desk.close(JANE, SECOND.uid(), Verdict.BENIGN, "");
      assertThat(marks.now()).isEmpty();
    }
  }

  @Test
  void closingIsToldInTheWordsOfOcsfWithWhoAndWhy() throws Exception {
    try (SegmentJournal changes = open(files)) {
      IncidentDesk desk = desk(changes, board);
      board.put(FIRST);
      assertThat(desk.find(FIRST.uid()))
          .hasValueSatisfying(told -> assertThat(told.incident()).contains("\"status_id\":1"));

      Told closed =
          desk.close(JANE, FIRST.uid(), Verdict.FALSE_POSITIVE, "our own scanner").orElseThrow();

      assertThat(closed.incident())
          .contains(
              "\"status_id\":5",
              "\"status\":\"Closed\"",
              "\"verdict_id\":1",
              "\"verdict\":\"False Positive\"",
              "\"comment\":\"our own scanner\"",
              "\"by\":\"admin-1\"");
      assertThat(closed.findings()).isNotEmpty();
      assertThat(desk.newest("", 9).incidents()).containsExactly(closed.incident());
    }
  }

  @Test
  void newFindingsOpenItAgainAndSaySo() throws Exception {
    try (SegmentJournal changes = open(files)) {
      IncidentDesk desk = desk(changes, board);
      board.put(FIRST);
      desk.close(JANE, FIRST.uid(), Verdict.TRUE_POSITIVE, "rotated");
      board.put(FIRST);
      assertThat(marks.now()).as("nothing new").isEmpty();

      board.put(ToldIncidents.grown(FIRST));

      assertThat(marks.now()).containsExactly("trap-0");
      assertThat(desk.find(FIRST.uid()).orElseThrow().incident())
          .contains(
              "\"status_id\":1",
              "Reopened: 1 finding came after it was closed as True Positive.",
              "\"closing\":{");
      desk.close(JANE, FIRST.uid(), Verdict.TRUE_POSITIVE, "rotated");
      assertThat(marks.now()).isEmpty();
    }
  }

  @Test
  void sameWordsAgainChangeNothingAndOtherWordsReplaceThem() throws Exception {
    try (SegmentJournal changes = open(files)) {
      IncidentDesk desk = desk(changes, board);
      board.put(FIRST);
      for (int i = 0; i < 3; i++) {
        desk.close(JANE, FIRST.uid(), Verdict.BENIGN, "a");
      }
      assertThat(closings(changes)).hasSize(1);

      desk.close(JANE, FIRST.uid(), Verdict.TEST, "a");
      assertThat(closings(changes)).hasSize(2);
      assertThat(desk.find(FIRST.uid()).orElseThrow().incident()).contains("\"verdict_id\":6");
    }
  }

  @Test
  void nextProcessKnowsWhatWasClosedBeforeItKnowsTheIncident() throws Exception {
    Incident shared =
        ToldIncidents.grown(SECOND, 0, SECOND.credentials(), List.of("acme", "globex"));
    try (SegmentJournal changes = open(files)) {
      IncidentDesk desk = desk(changes, board);
      board.put(FIRST);
      board.put(shared);
      desk.close(JANE, FIRST.uid(), Verdict.BENIGN, "of one tenant");
      desk.close(JANE, shared.uid(), Verdict.DUPLICATE, "of several");
    }
    Marks next = new Marks();
    Board nextBoard = new Board(next);
    try (SegmentJournal changes = open(files)) {
      IncidentDesk desk = desk(changes, nextBoard);
      nextBoard.put(FIRST);
      nextBoard.put(shared);

      assertThat(next.now()).isEmpty();
      assertThat(desk.find(FIRST.uid()).orElseThrow().incident()).contains("of one tenant");
      assertThat(desk.find(shared.uid()).orElseThrow().incident()).contains("of several");
    }
  }

  @Test
  void noteOfATenantIsGoneWithTheTenantAndTheClosingStays() throws Exception {
    try (SegmentJournal changes = open(files)) {
      board.put(FIRST);
      desk(changes, board).close(JANE, FIRST.uid(), Verdict.BENIGN, "ask Jane");
      changes.destroyTenantKey(FIRST.tenants().getFirst());

      assertThat(closings(changes))
          .singleElement()
          .satisfies(entry -> {
            assertThat(entry.facts().texts()).doesNotContain("ask Jane");
            assertThat(ClosingEntry.read(entry))
                .satisfies(closing -> {
                  assertThat(closing.note()).isEmpty();
                  assertThat(closing.by()).isEqualTo("admin-1");
                });
          });
    }
  }

  @Test
  void whatIsAcknowledgedIsOnDiskWhereverItFailsAndWhatIsNotIsNotInEffect() throws Exception {
    MemoryFiles counted = new MemoryFiles();
    try (SegmentJournal changes = open(counted)) {
      board.put(FIRST);
      desk(changes, board).close(JANE, FIRST.uid(), Verdict.BENIGN, "");
    }
    long operations = counted.operations();

    for (long n = 1; n <= operations; n++) {
      MemoryFiles failing = new MemoryFiles();
      long at = n;
      failing.fail(Failure.INPUT_OUTPUT, operation -> operation >= at);
      Marks before = new Marks();
      Board live = new Board(before);
      live.put(FIRST);
      boolean acknowledged = false;
      try (SegmentJournal changes = open(failing)) {
        desk(changes, live).close(JANE, FIRST.uid(), Verdict.BENIGN, "");
        acknowledged = true;
      } catch (KeysException | JournalException cut) {
        assertThat(before.now()).as("cut at %d", n).hasSize(acknowledged ? 0 : 1);
      }

      Marks next = new Marks();
      Board anew = new Board(next);
      anew.put(FIRST);
      try (SegmentJournal changes = open(failing.crash(thing -> at % 2 == 0))) {
        desk(changes, anew);
      }
      if (acknowledged) {
        assertThat(next.now()).as("cut at %d", n).isEmpty();
      }
    }
  }

  @Test
  void noteThatShowsAKeyIsRefusedAndNoIncidentIsNone() throws Exception {
    try (SegmentJournal changes = open(files)) {
      IncidentDesk desk = desk(changes, board);
      board.put(FIRST);
      String key =
          new String(
              KeyShape.of("wdr")
                  .draw(dev.warder.policy.Environment.LIVE, new java.security.SecureRandom())
                  .secret()
                  .expose(),
              java.nio.charset.StandardCharsets.US_ASCII);
      assertThatThrownBy(() -> desk.close(JANE, FIRST.uid(), Verdict.BENIGN, "it was " + key))
          .isInstanceOf(KeysException.class)
          .hasMessageNotContaining(key);
      assertThat(desk.close(JANE, "i-none", Verdict.BENIGN, "")).isEmpty();
      assertThat(closings(changes)).isEmpty();
      assertThat(marks.now()).containsExactly("trap-0");
    }
  }

  private static SegmentJournal open(MemoryFiles on) throws JournalException {
    return SegmentJournal.open(Path.of("/changes"), Calls.SMALL, on);
  }

  private static IncidentDesk desk(SegmentJournal changes, Board on) throws JournalException {
    return IncidentDesk.open(on, changes, KeyShape.of("wdr"), "1", () -> Times.instant(Calls.NOON));
  }

  private static List<Entry> closings(SegmentJournal changes) throws JournalException {
    List<Entry> closings = new ArrayList<>();
    changes.read(
        1,
        (number, entry) -> {
          if (entry.kind() == EntryKind.AUDIT) {
            closings.add(entry);
          }
          return true;
        });
    return closings;
  }
}
