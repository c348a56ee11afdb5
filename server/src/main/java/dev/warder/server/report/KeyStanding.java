package dev.warder.server.report;

import dev.warder.model.inventory.CredentialSummary;
import dev.warder.model.inventory.StrandSummary.Standing;

/// Whether a key has a consumer behind it that looks like a thief.
final class KeyStanding {
  private KeyStanding() {}

  static boolean isSuspect(CredentialSummary key) {
    return key.strands().stream().anyMatch(s -> s.standing() == Standing.SUSPECT);
  }
}
