package dev.warder.keys.ledger;

import dev.warder.keys.state.KeyCodec;
import dev.warder.keys.state.KeyState;
import dev.warder.model.KeyRecord.Privilege;
import dev.warder.policy.KeyFacts;
import dev.warder.store.sql.KeyRow;

/// How a key stands in its row.
final class KeyRows {
  private static final String INVALIDATED = "INVALIDATED";

  private KeyRows() {}

  static KeyRow of(KeyState key) {
    KeyFacts facts = key.facts();
    return new KeyRow(
        facts.id(),
        facts.tenant(),
        facts.principal(),
        facts.integrationKind(),
        facts.privilege() == Privilege.PRIVILEGED,
        facts.mintedMicros(),
        facts.expiresMicros(),
        key.invalidatedBy() > 0 ? INVALIDATED : facts.standing().name(),
        facts.parentId(),
        key.rowVersion(),
        KeyCodec.write(key));
  }
}
