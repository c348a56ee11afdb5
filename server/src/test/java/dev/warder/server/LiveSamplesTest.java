package dev.warder.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.collect.CollectOptions;
import dev.warder.collect.Collector;
import dev.warder.collect.KeyInventory;
import dev.warder.collect.ProgressListener;
import dev.warder.content.Content;
import dev.warder.engine.Engine;
import dev.warder.engine.EngineSettings;
import dev.warder.engine.evidence.ConjunctionScorer;
import dev.warder.enrich.Enricher;
import dev.warder.enrich.agent.UserAgents;
import dev.warder.enrich.network.NetworkTable;
import dev.warder.model.Activity;
import dev.warder.model.Times;
import dev.warder.server.live.Board;
import dev.warder.server.live.LiveEngine;
import dev.warder.server.live.RecordedCalls;
import dev.warder.store.journal.JournalSettings;
import dev.warder.store.journal.SegmentJournal;
import dev.warder.store.journal.activity.ActivityCodec;
import dev.warder.store.journal.fake.MemoryFiles;
import dev.warder.testkit.sample.SampleFiles;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What is judged live is what a run over the same logs concludes.
@Timeout(120)
class LiveSamplesTest {
  @TempDir private Path folder;

  @Test
  void callsFollowedLiveLeadToTheIncidentsOfOneRun() throws Exception {
    SampleFiles.generate(1).writeTo(folder);
    EngineSettings settings =
        new EngineSettings(5, KeyInventory.read(folder.resolve("keys.json")).keys());
    List<Activity> calls = calls();
    Engine run = new Engine(settings, Content.standard(), new ConjunctionScorer());
    calls.forEach(run::accept);
    run.endEpoch();

    Board board = new Board((key, isOpen) -> {});
    try (SegmentJournal journal =
        SegmentJournal.open(Path.of("/calls"), JournalSettings.defaults(), new MemoryFiles())) {
      ActivityCodec codec = new ActivityCodec();
      long last = 0;
      for (Activity call : calls) {
        last = journal.append(codec.entry(call));
      }
      journal.force(last);
      LiveEngine.start(
              new LiveEngine.Settings(
                  settings, 2 * Times.SECOND, Times.HOUR, folder.resolve("engine")),
              Content.standard(),
              journal,
              new RecordedCalls(),
              board,
              InstantSource.fixed(Times.instant(run.lastMicros() + Times.HOUR)))
          .close();
    }

    assertThat(run.incidents()).isNotEmpty();
    assertThat(board.newest("", 10_000)).containsExactlyInAnyOrderElementsOf(run.incidents());
  }

  private List<Activity> calls() {
    List<Activity> calls = new ArrayList<>();
    Enricher enricher = new Enricher(NetworkTable.standard(), UserAgents.standard());
    new Collector(CollectOptions.defaults(), () -> Wiring.enrichment(enricher))
        .collect(
            List.of(folder.resolve("api").toString()),
            System.in,
            calls::add,
            ProgressListener.NONE);
    return calls;
  }
}
