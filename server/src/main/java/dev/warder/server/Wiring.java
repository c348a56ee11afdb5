package dev.warder.server;

import dev.warder.collect.Enrichment;
import dev.warder.enrich.Enricher;
import dev.warder.model.Client;
import dev.warder.model.Source;
import dev.warder.server.run.AnalyzeJob;

/// Which rooms do the work behind the commands.
final class Wiring {
  private Wiring() {}

  static AnalyzeJob analyzeJob() {
    return new LogAnalysis();
  }

  /// What readers ask of `enrich`.
  static Enrichment enrichment(Enricher enricher) {
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
