package dev.warder.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.collect.CollectOptions;
import dev.warder.collect.Collector;
import dev.warder.collect.ProgressListener;
import dev.warder.content.Content;
import dev.warder.engine.Analysis;
import dev.warder.engine.Engine;
import dev.warder.engine.EngineSettings;
import dev.warder.engine.evidence.ConjunctionScorer;
import dev.warder.enrich.Enricher;
import dev.warder.enrich.agent.UserAgents;
import dev.warder.enrich.network.NetworkTable;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Real logs, read once and judged over one, two and seven partitions.
class PartitionsIT {
  private static Engine engine(int partitions) {
    Engine engine =
        new Engine(
            new EngineSettings(2, Map.of()).over(partitions),
            Content.standard(),
            new ConjunctionScorer());
    engine.expectMoreLater();
    return engine;
  }

  private static void read(Path log, List<Engine> engines) {
    Enricher enricher = new Enricher(NetworkTable.standard(), UserAgents.standard());
    new Collector(CollectOptions.defaults(), () -> Wiring.enrichment(enricher))
        .collect(
            List.of(log.toString()),
            System.in,
            activity -> engines.forEach(engine -> engine.accept(activity)),
            ProgressListener.NONE);
  }

  private static byte[] state(Engine engine) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    engine.save((block, length) -> out.write(block, 0, length));
    return out.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cloudtrail/invictus",
        "jumpcloud/directory-insights",
        "../eval/second/events.ndjson.gz"
      })
  void anyNumberOfPartitionsConcludesTheSame(String log) {
    List<Engine> engines = IntStream.of(1, 2, 7).mapToObj(PartitionsIT::engine).toList();

    read(SharedLogs.at(log), engines);

    byte[] state = state(engines.getFirst());
    Analysis analysis = engines.getFirst().finish();
    assertThat(analysis.incidents()).isNotEmpty();
    for (Engine other : engines.subList(1, engines.size())) {
      assertThat(state(other)).isEqualTo(state);
      assertThat(other.finish()).isEqualTo(analysis);
    }
  }
}
