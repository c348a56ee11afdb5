package dev.warder.server.report;

import dev.warder.model.finding.FacetEvidence;
import dev.warder.model.finding.Finding;

/// How long the bar of a facet is, beside the strongest of its finding.
final class NatsBar {
  private NatsBar() {}

  /// 0 to 100; what speaks against theft has no bar.
  static int width(FacetEvidence facet, Finding finding) {
    double strongest = finding.facets().stream().mapToDouble(FacetEvidence::nats).max().orElse(0);
    return strongest <= 0 ? 0 : (int) Math.round(100 * Math.max(0, facet.nats()) / strongest);
  }
}
