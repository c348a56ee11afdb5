package dev.warder.keys.service;

import static dev.warder.keys.service.Rig.ADMIN;
import static dev.warder.keys.service.Rig.request;
import static dev.warder.keys.service.Rig.text;
import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.keys.ImportRequest.Effect;
import dev.warder.keys.Keys;
import dev.warder.keys.KeysException;
import dev.warder.keys.Minted;
import dev.warder.keys.Presented;
import dev.warder.keys.foreign.Algorithm;
import dev.warder.keys.foreign.ForeignSamples;
import dev.warder.model.Secret;
import dev.warder.store.journal.Entry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Follows the secrets of two keys through everything that is written or told.
class NoSecretsTest {
  private static final int HEAD = "wdr_live_".length();
  private static final int SECRET_AT = HEAD + 16;

  @Test
  void noEntryRowErrorOrTextHoldsASecret() throws Exception {
    GatedJournal journal = new GatedJournal();
    RecordedStore store = new RecordedStore();
    List<String> told = new ArrayList<>();
    List<String> secrets = new ArrayList<>();
    Keys keys =
        KeyService.open(
            Rig.SETTINGS,
            Rig.peppers(1),
            journal,
            journal,
            store,
            use -> told.add(use.toString()),
            InstantSource.fixed(Rig.START));
    try (Rig requests = Rig.open()) {
      Minted minted = (Minted) keys.mint(ADMIN, request("acme"));
      secrets.add(text(minted));
      Minted next = (Minted) keys.rotate(ADMIN, minted.key().id(), Duration.ofHours(1));
      secrets.add(text(next));
      told.add(minted.toString());
      told.add(keys.list("", "", 10).toString());
      told.add(Presented.of(text(minted)).toString());
      told.add(String.valueOf(minted.secret()));
      // A caller may put its key where it has no business.
      String path = "/api/" + text(next) + "/" + text(minted).substring(0, 60);
      var verdict = keys.verify(Presented.of(text(minted)), requests.get(path));
      told.add(verdict.toString());
      told.add(keys.explain(verdict.id().toString()).toString());
      told.add(keys.leaked(ADMIN, List.of(Secret.of(text(next)))).toString());
      keys.revoke(ADMIN, minted.key().id(), "");
      told.add(keys.verify(Presented.of(text(minted)), requests.get(path)).toString());
      told.add(error(() -> keys.find(text(minted))));
      told.add(error(() -> keys.revoke(ADMIN, text(minted), "")));
      told.add(error(() -> keys.explain(text(minted))));
      told.add(error(() -> keys.list("", text(minted), 3)));
      told.add(keys.status().toString());
      keys.close();
      journal.force(journal.appended());
      journal.read(1, (number, entry) -> told.add(words(entry)));
      store.keys().load(row -> told.add(row + new String(row.body(), StandardCharsets.UTF_8)));
    }

    assertThat(secrets).hasSize(2);
    assertThat(told).hasSizeGreaterThan(15);
    for (String secret : secrets) {
      assertThat(told)
          .noneMatch(text -> text.contains(secret.substring(SECRET_AT, SECRET_AT + 20)));
      // The id is public: without it the test above could not fail.
      assertThat(told).anyMatch(text -> text.contains(secret.substring(HEAD, SECRET_AT)));
    }
  }

  /// Not even what came in is kept: hashes of other systems may be weak, and the record is for
  /// ever.
  @Test
  void noEntryRowErrorOrTextHoldsAnImportedValueOrHash() throws Exception {
    GatedJournal journal = new GatedJournal();
    RecordedStore store = new RecordedStore();
    List<String> told = new ArrayList<>();
    Importer old = Importer.of(Algorithm.SALTED_SHA256, "_");
    Keys keys =
        KeyService.open(
            Rig.SETTINGS,
            Rig.peppers(1),
            journal,
            journal,
            store,
            use -> told.add(use.toString()),
            InstantSource.fixed(Rig.START));
    String value = old.value("k1");
    String hash = ForeignSamples.hash(old.format(), value, ForeignSamples.salt(old.format(), "k1"));
    String line = old.line("k1", ",\"note\":\"visible\"");
    try (Rig requests = Rig.open()) {
      told.add(old.request(Effect.TAKE_IN, List.of(line)).toString());
      told.add(old.take(keys, line, line, line.replace("k1", "k2"), line + line).toString());
      told.add(keys.list("", "", 10).toString());
      var verdict = keys.verify(Presented.of(value), requests.get("/api/x"));
      told.add(verdict.toString());
      told.add(keys.explain(verdict.id().toString()).toString());
      told.add(keys.leaked(ADMIN, List.of(Secret.of(value))).toString());
      keys.revoke(ADMIN, verdict.keyId(), "");
      told.add(keys.verify(Presented.of(value), requests.get("/api/x")).toString());
      told.add(old.take(keys, line).toString());
      keys.close();
      journal.force(journal.appended());
      journal.read(1, (number, entry) -> told.add(words(entry)));
      store.keys().load(row -> told.add(row + new String(row.body(), StandardCharsets.UTF_8)));
    }

    assertThat(line).contains(hash);
    assertThat(told).hasSizeGreaterThan(12).anyMatch(text -> text.contains("visible"));
    assertThat(told)
        .noneMatch(text -> text.contains(value.substring(value.lastIndexOf('_') + 1)))
        .noneMatch(text -> text.contains(hash))
        .anyMatch(text -> text.contains("KEY_ENDED"));
  }

  private static String words(Entry entry) {
    return entry.credentialUid()
        + entry.operation()
        + entry.source()
        + entry.tenant()
        + new String(entry.body(), StandardCharsets.UTF_8)
        + new String(entry.personal().bytes(), StandardCharsets.UTF_8);
  }

  private static String error(Failing call) {
    try {
      call.run();
      throw new AssertionError("nothing was thrown");
    } catch (KeysException e) {
      return e.toString();
    }
  }

  @FunctionalInterface
  private interface Failing {
    void run() throws KeysException;
  }
}
