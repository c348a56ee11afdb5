package dev.warder.keys.service;

import static dev.warder.keys.service.Rig.ADMIN;
import static dev.warder.keys.service.Rig.OTHER;
import static dev.warder.keys.service.Rig.request;
import static dev.warder.keys.service.Rig.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.keys.KeyAlarm;
import dev.warder.keys.Keys;
import dev.warder.keys.LeakReport.Answer;
import dev.warder.keys.LeakReport.Finding;
import dev.warder.keys.Minted;
import dev.warder.keys.service.KeysSettings.LeakResponse;
import dev.warder.model.Secret;
import dev.warder.store.journal.EntryKind;
import dev.warder.store.sql.MemoryStore;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What is told of secrets that were found, and what becomes of it.
class LeakIntakeTest {
  @Test
  void trapIsAnsweredAsAnyOtherKeyAndSoundsAnAlarm() throws Exception {
    for (LeakResponse response : LeakResponse.values()) {
      try (Rig rig = Rig.open(Rig.SETTINGS.answeringLeaks(response))) {
        Minted trap = rig.mint(request("acme").honey());
        Minted other = rig.mint();

        List<Answer> answers =
            rig.keys.leaked(OTHER, List.of(Secret.of(text(trap)), Secret.of(text(other)))).values();

        assertThat(answers.getFirst().finding()).isEqualTo(Finding.LIVE);
        assertThat(answers.getFirst().done()).isEqualTo(answers.getLast().done());
        assertThat(rig.keys.find(trap.key().id()).state())
            .isEqualTo(rig.keys.find(other.key().id()).state());
        rig.keys.close();
        assertThat(rig.alarms)
            .singleElement()
            .satisfies(use -> {
              assertThat(use.kind()).isEqualTo(KeyAlarm.Kind.HONEY);
              assertThat(use.keyId()).isEqualTo(trap.key().id());
            });
      }
    }
  }

  @Test
  void whatIsSaidToBeNotedIsInTheJournal() throws Exception {
    GatedJournal journal = new GatedJournal();
    Keys keys = open(journal, Rig.SETTINGS.answeringLeaks(LeakResponse.INFORM));
    Minted minted = (Minted) keys.mint(ADMIN, request("acme"));

    keys.leaked(OTHER, List.of(Secret.of(text(minted))));

    List<String> changes = new ArrayList<>();
    journal.read(
        1,
        (_, entry) -> {
          if (entry.kind() == EntryKind.AUDIT && entry.credentialUid().equals(minted.key().id())) {
            changes.add(entry.operation());
          }
          return true;
        });
    assertThat(changes).containsExactly("keys.mint", "keys.leaked");
    keys.close();
  }

  @Test
  void valueThatCannotBeActedOnKeepsNoOtherFromBeingTold() throws Exception {
    GatedJournal journal = new GatedJournal();
    Keys keys = open(journal, Rig.SETTINGS);
    Minted minted = (Minted) keys.mint(ADMIN, request("acme"));
    journal.roomFor(0);

    List<Answer> answers =
        keys.leaked(OTHER, List.of(Secret.of(text(minted)), Secret.of("nothing"))).values();

    assertThat(answers.getFirst().done()).contains("tell it again").contains("disk is full");
    assertThat(answers.getLast().finding()).isEqualTo(Finding.NO_KEY);
    journal.roomForAll();
    keys.close();
  }

  private static Keys open(GatedJournal journal, KeysSettings settings) throws Exception {
    return KeyService.open(
        settings,
        Rig.peppers(1),
        journal,
        journal,
        new MemoryStore(),
        KeyAlarm.NONE,
        InstantSource.fixed(Rig.START));
  }
}
