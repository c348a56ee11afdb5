package dev.warder.keys.service;

import static java.util.Objects.requireNonNull;

import dev.warder.keys.Nature;
import dev.warder.keys.Origin;
import dev.warder.keys.Persons;
import dev.warder.keys.foreign.ImportRow.ImportedKey;
import dev.warder.keys.hash.Hasher;
import dev.warder.keys.hash.KeyHash;
import dev.warder.keys.ledger.Draft;
import dev.warder.keys.registry.ForeignSystem;
import dev.warder.keys.state.Foreign;
import dev.warder.keys.state.KeyState;
import dev.warder.keys.state.Profile;
import dev.warder.policy.Binding;
import dev.warder.policy.Environment;
import dev.warder.policy.Grant;
import dev.warder.policy.KeyFacts;
import dev.warder.policy.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A key that is to come in, with the id and the hashes that it would have here.
///
/// @param row what its line says
/// @param format the format it comes in
/// @param id our public id of it
/// @param hashes of its hash under each pepper there is; the last under the newest
record ImportCandidate(ImportedKey row, String format, String id, List<KeyHash> hashes) {
  ImportCandidate {
    requireNonNull(row, "row is null");
    requireNonNull(format, "format is null");
    requireNonNull(id, "id is null");
    hashes = List.copyOf(hashes);
  }

  static ImportCandidate of(ImportedKey row, ForeignSystem system, Hasher hasher) {
    byte[] material = system.material(row.hash().expose());
    List<KeyHash> hashes = new ArrayList<>();
    for (int pepper = 1; pepper <= hasher.newest(); pepper++) {
      if (hasher.has(pepper)) {
        hashes.add(hasher.hash(pepper, material, 0, material.length));
      }
    }
    return new ImportCandidate(row, system.name(), system.keyId(row.id()).toString(), hashes);
  }

  boolean has(KeyHash hash) {
    return hashes.contains(hash);
  }

  /// The key that has, or had, one of the hashes; null if none did.
  @Nullable KeyState traced(Draft draft) {
    for (KeyHash hash : hashes) {
      KeyState key = draft.traced(hash);
      if (key != null) {
        return key;
      }
    }
    return null;
  }

  /// The key that it becomes: as old as its line says, not hit by any mass invalidation before.
  ///
  /// @param persons who brought it
  KeyState key(Draft draft, Grant grant, Persons persons, long nowMicros) {
    long minted =
        row.createdMicros() > 0
            ? row.createdMicros()
            : Math.min(nowMicros, row.expiresMicros() - 1);
    KeyFacts facts =
        new KeyFacts(
            id,
            row.tenant(),
            row.principal(),
            row.privilege(),
            row.integration(),
            row.environment().equals("test") ? Environment.TEST : Environment.LIVE,
            minted,
            row.expiresMicros(),
            KeyFacts.NEVER,
            "",
            Standing.ACTIVE,
            Binding.BEARER,
            grant);
    Profile profile =
        new Profile(row.owner(), row.contact(), "", Nature.REAL, "", "", "", row.note(), Map.of());
    return new KeyState(
        draft.size(),
        facts,
        profile,
        hashes.getLast(),
        1,
        1,
        draft.rules().size(),
        0,
        persons,
        new Foreign(new Origin(format, row.id()), row.hash().saltHex()));
  }
}
