package dev.warder.benchmarks.journal;

import dev.warder.collect.CollectOptions;
import dev.warder.collect.Collector;
import dev.warder.collect.Enrichment;
import dev.warder.enrich.Enricher;
import dev.warder.model.Activity;
import dev.warder.model.Client;
import dev.warder.model.Source;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Activities of a log, read as `warder analyze` reads them.
final class OcsfActivities {
  private OcsfActivities() {}

  static List<Activity> read(Path file) {
    Enricher enricher = Enricher.standard();
    List<Activity> activities = new ArrayList<>();
    new Collector(CollectOptions.defaults(), () -> enrichment(enricher))
        .collect(
            List.of(file.toString()),
            InputStream.nullInputStream(),
            activities::add,
            (read, total, delivered, name) -> {});
    return activities;
  }

  private static Enrichment enrichment(Enricher enricher) {
    return new Enrichment() {
      @Override
      public Source source(String address, String countryHint) {
        return enricher.source(address, countryHint);
      }

      @Override
      public Client client(String userAgent, String ja4) {
        return enricher.client(userAgent, ja4);
      }
    };
  }
}
