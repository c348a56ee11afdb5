package dev.warder.keys.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.keys.Actor;
import dev.warder.keys.Nature;
import dev.warder.keys.hash.KeyHash;
import dev.warder.keys.json.BrokenBody;
import dev.warder.keys.service.SampleKeys;
import dev.warder.keys.state.Change;
import dev.warder.keys.state.Document;
import dev.warder.keys.state.GrantBook;
import dev.warder.keys.state.KeyState;
import dev.warder.keys.state.Profile;
import dev.warder.policy.GrantText;
import dev.warder.store.journal.Entry;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EntriesTest {
  private static final Actor ACTOR = new Actor("admin-1", "203.0.113.9");

  private static KeyState key(int serial, String tenant) throws BrokenBody {
    GrantText nothing =
        new GrantText(List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), "ENFORCE");
    return new KeyState(
        serial,
        SampleKeys.facts("0123456789abcde" + serial, tenant, new GrantBook().compile(nothing)),
        new Profile("jane", "", "", Nature.REAL, "", "", "", "", Map.of()),
        KeyHash.parse(1, "ab".repeat(32)),
        1,
        1,
        0,
        0);
  }

  @Test
  void aChangeOfKeysOfSeveralTenantsIsSeveralEntriesEachOfOneInTheOrderOfTheKeys()
      throws Exception {
    Change change =
        Change.ofKeys(
            Change.Kind.IMPORT,
            ACTOR,
            1,
            "",
            key(0, "acme"),
            key(1, "acme"),
            key(2, "globex"),
            key(3, "acme"));
    List<Change> parts = Entries.ofOneTenant(change);
    assertThat(parts.stream().map(part -> Entries.of(part).tenant()))
        .containsExactly("acme", "globex", "acme");
    assertThat(parts.stream().flatMap(part -> part.keys().stream()).map(KeyState::serial))
        .containsExactly(0, 1, 2, 3);
    assertThat(Entries.ofOneTenant(Change.ofKeys(Change.Kind.ROTATE, ACTOR, 1, "", key(0, "a"))))
        .hasSize(1);
  }

  @Test
  void theProofThatATenantWasForgottenIsNotSealedWithTheKeyThatGoes() {
    Change change =
        Change.ofDocument(
            Change.Kind.FORGET, ACTOR, 1, "", new Document.Forgotten("acme", "admin-1", 1, 0));
    Entry entry = Entries.of(change);
    assertThat(entry.tenant()).isEqualTo("acme");
    assertThat(entry.personal().isEmpty()).isTrue();
    assertThat(new String(entry.body(), StandardCharsets.UTF_8)).contains("\"by\":\"admin-1\"");
  }
}
