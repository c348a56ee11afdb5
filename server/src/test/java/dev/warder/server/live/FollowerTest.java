package dev.warder.server.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.warder.content.Content;
import dev.warder.engine.Engine;
import dev.warder.engine.EngineSettings;
import dev.warder.engine.detection.Detections;
import dev.warder.engine.evidence.ConjunctionScorer;
import dev.warder.engine.state.StateException;
import dev.warder.model.Activity;
import dev.warder.model.Times;
import dev.warder.model.finding.Closing;
import dev.warder.model.finding.Incident;
import dev.warder.server.live.IncidentChange.Kind;
import dev.warder.store.journal.EntryKind;
import dev.warder.store.journal.JournalException;
import dev.warder.store.journal.SegmentJournal;
import dev.warder.store.journal.Switches;
import dev.warder.store.journal.activity.ActivityCodec;
import dev.warder.store.journal.fake.MemoryFiles;
import dev.warder.store.journal.fake.MemoryFiles.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// An incident is told once, wherever the process is cut off.
@Timeout(120)
class FollowerTest {
  private static final Path FOLDER = Path.of("/calls");
  private static final long LATENESS = 2 * Times.SECOND;
  private static final Detections CONTENT = Content.standard();
  private static final EngineSettings SETTINGS = new EngineSettings(50, Calls.records());

  @TempDir private Path folder;

  @Test
  void incidentIsToldWhenItsMinuteIsOverThoughNoCallFollows() throws Exception {
    Board board = new Board(new Marks());
    try (SegmentJournal journal = open(new MemoryFiles())) {
      Follower follower = follower(journal, board);
      record(journal, Calls.of("trap-0", Calls.NOON));

      follower.step(Calls.NOON + Times.MINUTE);
      assertThat(board.newest("", 9)).as("calls may still come").isEmpty();
      follower.step(Calls.NOON + Times.MINUTE + LATENESS);

      assertThat(board.newest("", 9))
          .singleElement()
          .satisfies(incident -> assertThat(incident.credentials()).containsExactly("trap-0"));
      assertThat(told(journal)).hasSize(1);
      follower.step(Calls.NOON + Times.HOUR);
      assertThat(told(journal)).hasSize(1);
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void whoJudgesManyCallsGivesItsProcessorUpMeanwhile() throws Exception {
    int calls = 2_000;
    try (SegmentJournal journal = open(new MemoryFiles())) {
      Follower follower = follower(journal, new Board(new Marks()));
      ActivityCodec codec = new ActivityCodec();
      long last = 0;
      for (int n = 0; n < calls; n++) {
        last = journal.append(codec.entry(Calls.of("key", Calls.NOON + n)));
      }
      journal.force(last);
      int before = Switches.ofThisThread();

      follower.step(Calls.NOON + 2 * Times.MINUTE);

      assertThat(Switches.ofThisThread() - before).isGreaterThanOrEqualTo(calls / 200);
    }
  }

  @Test
  void whatBecomesOfAnIncidentIsWrittenDownInItsOrder() throws Exception {
    try (SegmentJournal journal = open(new MemoryFiles())) {
      Board board = new Board(new Marks());
      Follower follower = follower(journal, board);
      record(journal, Calls.of("trap-0", Calls.NOON));
      record(journal, Calls.of("trap-1", Calls.NOON));
      follower.step(Calls.NOON + 2 * Times.MINUTE);
      String closed = incidentOf(board, "trap-0").uid();
      // Its time is ahead of the step that opens it again.
      long time = Calls.NOON + Times.HOUR;
      board.close(
          new Closing(
              closed,
              Closing.Verdict.BENIGN,
              "",
              "admin",
              time,
              incidentOf(board, "trap-0").findings().size()));

      record(journal, Calls.elsewhere("trap-0", Calls.NOON + 3 * Times.MINUTE));
      record(journal, Calls.elsewhere("trap-1", Calls.NOON + 3 * Times.MINUTE));
      follower.step(Calls.NOON + 5 * Times.MINUTE);

      assertThat(told(journal).stream().filter(told -> told.uid().equals(closed)))
          .extracting(IncidentEntry::kind)
          .containsExactly(Kind.TOLD, Kind.REOPENED);
      assertThat(told(journal).stream().filter(told -> !told.uid().equals(closed)))
          .extracting(IncidentEntry::kind)
          .containsExactly(Kind.TOLD, Kind.GROWN);
      assertThat(changes(journal).stream().filter(change -> change.kind() == Kind.REOPENED))
          .singleElement()
          .satisfies(change -> assertThat(change.timeMicros()).isGreaterThan(time));
    }
  }

  @Test
  void incidentIsOnDiskAsToldBeforeAnybodyCanCloseIt() throws Exception {
    MemoryFiles files = new MemoryFiles();
    Board board = new Board(new Marks());
    try (SegmentJournal journal = open(files)) {
      Follower follower = follower(journal, board);
      record(journal, Calls.of("trap-0", Calls.NOON));
      List<Integer> listed = new ArrayList<>();
      files.fail(
          Failure.INPUT_OUTPUT,
          operation -> {
            listed.add(board.newest("", 9).size());
            return false;
          });
      follower.step(Calls.NOON + 2 * Times.MINUTE);

      assertThat(listed).isNotEmpty().containsOnly(0);
      assertThat(board.newest("", 9)).hasSize(1);
    }
  }

  private static Incident incidentOf(Board board, String key) {
    return board.newest("", 9).stream()
        .filter(incident -> incident.credentials().contains(key))
        .findFirst()
        .orElseThrow();
  }

  private static List<IncidentChange> changes(SegmentJournal journal) throws JournalException {
    IncidentFeed feed = new IncidentFeed(journal, journal);
    List<IncidentChange> changes = new ArrayList<>();
    IncidentFeed.Read read = feed.next(new IncidentFeed.Place(0, 0));
    for (IncidentChange change = read.change(); change != null; change = read.change()) {
      changes.add(change);
      read = feed.next(read.place());
    }
    return changes;
  }

  @Test
  void processCutOffAnywhereLeavesToTheNextWhatItDidNotTell() throws Exception {
    List<Activity> story = Calls.story();
    List<Incident> expected = uncut(story);
    assertThat(expected).hasSizeGreaterThanOrEqualTo(Calls.TRAPS);

    for (int cut = 0; cut <= story.size(); cut++) {
      SplittableRandom random = new SplittableRandom(cut);
      MemoryFiles files = new MemoryFiles();
      Path state = folder.resolve("state-" + cut);
      try (SegmentJournal journal = open(files)) {
        run(journal, new Board(new Marks()), state, story.subList(0, cut), random);
      }
      Marks marks = new Marks();
      Board board = new Board(marks);
      try (SegmentJournal journal = open(files)) {
        List<IncidentEntry> before = told(journal);
        follower(journal, board, state);
        assertThat(marks.now())
            .as("keys that were told of, before the first call is judged, cut at %d", cut)
            .containsExactlyInAnyOrderElementsOf(
                before.stream().flatMap(entry -> entry.keys().stream()).distinct().toList());
        marks = new Marks();
        board = new Board(marks);
        run(journal, board, state, story.subList(cut, story.size()), random);
        assertThat(marks.now()).containsExactlyInAnyOrder("trap-0", "trap-1", "trap-2", "trap-3");

        assertThat(told(journal)).as("cut at call %d", cut).doesNotHaveDuplicates();
        assertThat(told(journal)).hasSameSizeAs(toldOf(expected));
        assertThat(board.newest("", 99)).containsExactlyInAnyOrderElementsOf(expected);
      }
    }
  }

  @Test
  void callThatWasHeldIsJudgedByTheNextProcessAndThoseThatOvertookItAreNot() throws Exception {
    Path state = folder.resolve("held");
    try (SegmentJournal journal = open(new MemoryFiles())) {
      record(journal, Calls.of("held", Calls.NOON + 1));
      record(journal, Calls.of("judged", Calls.NOON));
      record(journal, Calls.of("held too", Calls.NOON + 1));
      Follower first = follower(journal, new Board(new Marks()));
      first.step(Calls.NOON + LATENESS);
      assertThat(first.status().judged()).isEqualTo(1);
      new LiveState(state).save(first.engine(), first.seen());
      record(journal, Calls.of("new", Calls.NOON + 1));

      Follower next = follower(journal, new Board(new Marks()), state);
      assertThat(next.seen().held()).as("before it read anything").containsExactly(1L, 3L);
      next.step(Calls.NOON + 1 + LATENESS);

      assertThat(next.status().judged()).isEqualTo(3);
      assertThat(next.engine().lateNow()).isZero();
      assertThat(next.seen().settled()).isEqualTo(4);
    }
  }

  @Test
  void clockThatWentBackWhileNoProcessRanHidesNoCall() throws Exception {
    Path state = folder.resolve("clock");
    try (SegmentJournal journal = open(new MemoryFiles())) {
      record(journal, Calls.of("before", Calls.NOON));
      Follower first = follower(journal, new Board(new Marks()));
      first.step(Calls.NOON + 2 * Times.MINUTE);
      new LiveState(state).save(first.engine(), first.seen());

      Follower next = follower(journal, new Board(new Marks()), state);
      long earlier = Calls.NOON - Times.HOUR;
      record(journal, Calls.of("after", earlier));
      record(journal, Calls.of("after", earlier + Times.SECOND));
      next.step(earlier + Times.MINUTE);

      assertThat(next.status().judged()).isEqualTo(2);
      assertThat(next.engine().lateNow()).isZero();
      assertThat(next.status().late()).as("not in their places").isEqualTo(2);
    }
  }

  @Test
  void diskThatFailsAnywhereLeavesToTheNextWhatIsNotOnIt() throws Exception {
    List<Activity> story = Calls.story();
    List<Incident> expected = uncut(story);
    MemoryFiles counted = new MemoryFiles();
    live(counted, folder.resolve("counted"), story);
    long operations = counted.operations();
    assertThat(operations).isGreaterThan(20);

    for (long n = 1; n <= operations; n += 3) {
      MemoryFiles files = new MemoryFiles();
      long failing = n;
      files.fail(Failure.INPUT_OUTPUT, operation -> operation >= failing);
      Path state = folder.resolve("failing-" + n);
      assertThatThrownBy(() -> live(files, state, story)).isInstanceOf(JournalException.class);

      MemoryFiles disk = files.crash(thing -> failing % 2 == 0);
      Board board = new Board(new Marks());
      try (SegmentJournal journal = open(disk)) {
        List<Activity> lost = story.subList(recorded(journal), story.size());
        run(journal, board, state, lost, new SplittableRandom(n));

        assertThat(told(journal)).as("failing at %d", n).doesNotHaveDuplicates();
        assertThat(board.newest("", 99)).containsExactlyInAnyOrderElementsOf(expected);
      }
    }
  }

  /// Records calls and follows them, with a state kept now and then, until all is told.
  private static void run(
      SegmentJournal journal,
      Board board,
      Path state,
      List<Activity> calls,
      SplittableRandom random)
      throws JournalException, IOException, StateException {
    Follower follower = follower(journal, board, state);
    long now = Calls.NOON;
    for (Activity call : calls) {
      record(journal, call);
      now = call.timeMicros();
      if (random.nextInt(3) == 0) {
        follower.step(now);
      }
      if (random.nextInt(5) == 0 && follower.hasToldAll()) {
        new LiveState(state).save(follower.engine(), follower.seen());
      }
    }
    if (random.nextBoolean() || calls.isEmpty() || now > Calls.NOON + 11 * Times.MINUTE) {
      while (follower.step(now + Times.HOUR)) {
        now++;
      }
    }
  }

  private static void live(MemoryFiles files, Path state, List<Activity> calls)
      throws JournalException, IOException, StateException {
    try (SegmentJournal journal = open(files)) {
      run(journal, new Board(new Marks()), state, calls, new SplittableRandom(1));
    }
  }

  private static SegmentJournal open(MemoryFiles files) throws JournalException {
    return SegmentJournal.open(FOLDER, Calls.SMALL, files);
  }

  private static Follower follower(SegmentJournal journal, Board board) throws JournalException {
    Engine engine = new Engine(SETTINGS, CONTENT, new ConjunctionScorer());
    return follower(journal, board, new LiveState.At(engine, Seen.NOTHING));
  }

  private static Follower follower(SegmentJournal journal, Board board, Path state)
      throws IOException, StateException, JournalException {
    return Files.exists(state)
        ? follower(
            journal, board, new LiveState(state).read(SETTINGS, CONTENT, new ConjunctionScorer()))
        : follower(journal, board);
  }

  private static Follower follower(SegmentJournal journal, Board board, LiveState.At at)
      throws JournalException {
    return new Follower(
        journal, new RecordedCalls(), at.engine(), at.seen(), LATENESS, board, CONTENT.version());
  }

  private static void record(SegmentJournal journal, Activity call) throws JournalException {
    journal.force(journal.append(new ActivityCodec().entry(call)));
  }

  /// How many calls a journal has.
  private static int recorded(SegmentJournal journal) throws JournalException {
    int[] calls = new int[1];
    journal.read(
        1,
        (number, entry) -> {
          calls[0] += entry.kind() == EntryKind.ACTIVITY ? 1 : 0;
          return true;
        });
    return calls[0];
  }

  /// What a journal says was told.
  private static List<IncidentEntry> told(SegmentJournal journal) throws JournalException {
    List<IncidentEntry> told = new ArrayList<>();
    journal.read(
        1,
        (number, entry) -> {
          if (entry.kind() == EntryKind.FINDING) {
            told.add(IncidentEntry.read(entry));
          }
          return true;
        });
    return told;
  }

  private static List<String> toldOf(List<Incident> incidents) {
    return incidents.stream().map(Incident::uid).toList();
  }

  private static List<Incident> uncut(List<Activity> story) {
    Engine engine = new Engine(SETTINGS, CONTENT, new ConjunctionScorer());
    story.forEach(engine::accept);
    engine.endEpoch();
    return engine.incidents();
  }
}
