package dev.warder.server.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.content.Content;
import dev.warder.engine.EngineSettings;
import dev.warder.keys.shape.KeyShape;
import dev.warder.model.Times;
import dev.warder.model.finding.Incident;
import dev.warder.server.Until;
import dev.warder.store.journal.JournalException;
import dev.warder.store.journal.JournalSettings;
import dev.warder.store.journal.SegmentJournal;
import dev.warder.store.journal.activity.ActivityCodec;
import dev.warder.store.journal.fake.MemoryFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The live engine from its start to its stop.
@Timeout(60)
class LiveEngineTest {
  private final MemoryFiles files = new MemoryFiles();
  private final AtomicReference<Instant> now = new AtomicReference<>(Times.instant(Calls.NOON));
  @TempDir private Path folder;

  @Test
  void whatOneProcessToldTheNextKnowsFromItsFirstMomentOn() throws Exception {
    try (SegmentJournal journal = open()) {
      Board board = new Board(new Marks());
      try (LiveEngine live = start(journal, board)) {
        record(journal, "trap-1");
        now.set(Times.instant(Calls.NOON + Times.HOUR));
        assertThat(live.fault()).isEmpty();
      }
      assertThat(board.newest("", 9)).hasSize(1);

      Board next = new Board(new Marks());
      try (LiveEngine live = start(journal, next)) {
        assertThat(next.newest("", 9)).isEqualTo(board.newest("", 9));
        assertThat(live.status().incidents()).isEqualTo(1);
      }
    }
  }

  @Test
  void changedBudgetCountsForWhatIsToldNextAndNothingIsForgotten() throws Exception {
    Board board = new Board(new Marks());
    try (SegmentJournal journal = open()) {
      record(journal, "trap-1");
      now.set(Times.instant(Calls.NOON + 5 * Times.MINUTE));
      try (LiveEngine live = start(journal, board)) {
        Until.so(() -> board.newest("", 9).size() == 1);

        live.change(new EngineSettings(0, Calls.records()));
        Until.so(() -> Files.exists(state()));
        journal.force(
            journal.append(
                new ActivityCodec().entry(Calls.of("trap-2", Calls.NOON + 6 * Times.MINUTE))));
        now.set(Times.instant(Calls.NOON + Times.HOUR));
        Until.so(() -> board.newest("", 9).size() == 2);
      }
      assertThat(board.newest("", 9))
          .extracting(Incident::standing)
          .containsExactly(Incident.Standing.OVER_BUDGET, Incident.Standing.ALERTED);
    }
  }

  @Test
  void whoCatchesUpFindsWhatWasRecordedToldAsOfTheClock() throws Exception {
    Board board = new Board(new Marks());
    try (SegmentJournal journal = open();
        LiveEngine live = start(journal, board)) {
      record(journal, "trap-1");
      live.catchUp();
      assertThat(board.newest("", 9)).as("its minute is not over").isEmpty();

      now.set(Times.instant(Calls.NOON + Times.HOUR));
      live.catchUp();

      assertThat(board.newest("", 9)).hasSize(1);
    }
  }

  @Test
  @Timeout(20)
  void whoCatchesUpWithAnEngineThatHasEndedDoesNotWait() throws Exception {
    try (SegmentJournal journal = open()) {
      LiveEngine live = start(journal, new Board(new Marks()));
      live.close();
      live.catchUp();
    }
  }

  @Test
  void stateThatIsDamagedIsLeftAndEverythingIsJudgedAgain() throws Exception {
    Board board = new Board(new Marks());
    try (SegmentJournal journal = open()) {
      record(journal, "trap-1");
      now.set(Times.instant(Calls.NOON + Times.HOUR));
      Files.writeString(state(), "no state at all");
      start(journal, board).close();
    }
    assertThat(board.newest("", 9)).hasSize(1);
  }

  @Test
  void incidentsAreToldPageByPageAndInFullAsOcsf() throws Exception {
    Board board = new Board(new Marks());
    try (SegmentJournal journal = open()) {
      for (int i = 0; i < 3; i++) {
        record(journal, "trap-" + i);
      }
      now.set(Times.instant(Calls.NOON + Times.HOUR));
      start(journal, board).close();
    }
    IncidentDesk documents = desk(board);
    int told = board.newest("", 9).size();
    var first = documents.newest("", 1);
    assertThat(first.incidents())
        .singleElement()
        .satisfies(incident -> assertThat(incident).contains("\"class_uid\":2005"));
    assertThat(first.next().isEmpty()).isEqualTo(told == 1);
    String uid = board.newest("", 1).getFirst().uid();
    assertThat(documents.find(uid))
        .hasValueSatisfying(one -> {
          assertThat(one.incident()).isEqualTo(first.incidents().getFirst());
          assertThat(one.findings()).isNotEmpty().allMatch(f -> f.contains("\"class_uid\":2004"));
        });
    assertThat(documents.find("i-none")).isEmpty();
    assertThat(documents.newest("i-none", 9).incidents()).isEmpty();
  }

  private IncidentDesk desk(Board board) throws JournalException {
    SegmentJournal changes =
        SegmentJournal.open(Path.of("/changes"), JournalSettings.defaults(), files);
    return IncidentDesk.open(board, changes, KeyShape.of("wdr"), "1", now::get);
  }

  private LiveEngine start(SegmentJournal journal, Board board) throws JournalException {
    return LiveEngine.start(
        new LiveEngine.Settings(
            new EngineSettings(50, Calls.records()), 2 * Times.SECOND, Times.HOUR, state()),
        Content.standard(),
        journal,
        new RecordedCalls(),
        board,
        now::get);
  }

  private Path state() {
    return folder.resolve("engine");
  }

  private SegmentJournal open() throws JournalException {
    return SegmentJournal.open(Path.of("/calls"), JournalSettings.defaults(), files);
  }

  private static void record(SegmentJournal journal, String key)
      throws JournalException, IOException {
    journal.force(journal.append(new ActivityCodec().entry(Calls.of(key, Calls.NOON))));
  }
}
