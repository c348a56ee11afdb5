package dev.warder.keys.service;

import static java.util.Objects.requireNonNull;

import dev.warder.keys.Actor;
import dev.warder.keys.ForeignPeppers;
import dev.warder.keys.ImportReport;
import dev.warder.keys.ImportRequest;
import dev.warder.keys.ImportRequest.Effect;
import dev.warder.keys.KeysException;
import dev.warder.keys.Persons;
import dev.warder.keys.foreign.ImportReader;
import dev.warder.keys.foreign.ImportRow;
import dev.warder.keys.foreign.ImportRow.BadLine;
import dev.warder.keys.foreign.ImportRow.ImportedKey;
import dev.warder.keys.foreign.LineFault;
import dev.warder.keys.hash.Hasher;
import dev.warder.keys.ledger.Draft;
import dev.warder.keys.ledger.ForeignSystems;
import dev.warder.keys.ledger.Ledger;
import dev.warder.keys.registry.ForeignSystem;
import dev.warder.keys.registry.Registry;
import dev.warder.keys.state.Change;
import dev.warder.keys.state.Document;
import dev.warder.keys.state.KeyState;
import dev.warder.keys.table.Pool;
import dev.warder.model.ErrorCode;
import dev.warder.model.KeyRecord.Privilege;
import dev.warder.policy.Grant;
import dev.warder.policy.Mode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/// Takes in keys that other systems issued.
///
///     lines -> rows, each looked at by itself and hashed   (caller's thread)
///           -> parts of 500: each row beside the keys that are there, then written down
///              (ledger's thread, a part at a time, so that no other change waits for all)
///           -> forced, in effect, told
///
/// Bounds two imports at a time; what comes beyond that is `BUSY`. A key takes about as much of the
/// journal as one that is minted
///
/// Guarantees each key is a change of its own: what fails or crashes in the middle has taken in the
/// lines before, and the same lines again take in the rest. A key that was ended here does not come
/// back, by its id or its hash
final class Importing {
  private static final int PART = 500;
  private static final int AT_A_TIME = 2;

  private final KeysSettings settings;
  private final Power power;
  private final ForeignPeppers peppers;
  private final Ledger ledger;
  private final Views views;
  private final Texts texts;
  private final Pool<Hasher> hashers;
  private final Semaphore running = new Semaphore(AT_A_TIME);

  Importing(
      KeysSettings settings,
      Power power,
      Ledger ledger,
      Views views,
      Texts texts,
      Pool<Hasher> hashers) {
    this.settings = requireNonNull(settings, "settings is null");
    this.power = requireNonNull(power, "power is null");
    this.peppers = settings.foreignPeppers();
    this.ledger = requireNonNull(ledger, "ledger is null");
    this.views = requireNonNull(views, "views is null");
    this.texts = requireNonNull(texts, "texts is null");
    this.hashers = requireNonNull(hashers, "hashers is null");
  }

  ImportReport take(Actor actor, ImportRequest request) throws KeysException {
    if (!running.tryAcquire()) {
      throw new KeysException(
          ErrorCode.BUSY, "two imports are running, which is all there may be; try again later");
    }
    try {
      ForeignSystem system = ForeignSystems.open(request.format(), peppers);
      ForeignSystem _ = ledger.submit(draft -> admitted(draft, system, request));
      ImportCount count = new ImportCount();
      List<ImportCandidate> candidates = candidates(request, system, count);
      for (int i = 0; i < candidates.size(); i += PART) {
        List<ImportCandidate> part = candidates.subList(i, Math.min(candidates.size(), i + PART));
        List<ImportOutcome> outcomes =
            ledger.submit(draft -> take(draft, actor, request, system, part));
        for (int j = 0; j < outcomes.size(); j++) {
          count.add(part.get(j).row().line(), outcomes.get(j));
        }
      }
      return count.report();
    } finally {
      running.release();
    }
  }

  /// The system as it is known, or as it is going to be.
  private static ForeignSystem admitted(Draft draft, ForeignSystem system, ImportRequest request)
      throws KeysException {
    ForeignSystem known = draft.system(system.name());
    if (known == null) {
      if (draft.systems() >= Registry.MOST_SYSTEMS) {
        throw new KeysException(
            ErrorCode.REQUEST_INVALID,
            "keys of "
                + Registry.MOST_SYSTEMS
                + " formats came in already, which is all there may be");
      }
    } else if (!known.format().equals(system.format())) {
      throw new KeysException(
          ErrorCode.REQUEST_INVALID,
          "keys came in under the name "
              + system.name()
              + " with other settings, which stay; give these another name");
    } else if (!known.fingerprint().equals(system.fingerprint())) {
      throw new KeysException(
          ErrorCode.CONTENT_INVALID,
          "the pepper of format " + system.name() + " is another than its keys came in with");
    }
    // Refused as a whole: every line without scopes of its own would be.
    ImportGrants.of(draft, request).requireUsual();
    return system;
  }

  private List<ImportCandidate> candidates(
      ImportRequest request, ForeignSystem system, ImportCount count) {
    ImportGuard guard = new ImportGuard(settings, request, system, texts, views.nowMicros());
    byte[] bytes = String.join("\n", request.lines()).getBytes(StandardCharsets.UTF_8);
    ImportReader reader =
        new ImportReader(new ByteArrayInputStream(bytes), request.layout(), request.format());
    List<ImportCandidate> candidates = new ArrayList<>();
    Hasher hasher = hashers.take();
    try {
      for (ImportRow row = reader.next(); row != null; row = reader.next()) {
        switch (row) {
          case BadLine bad -> count.add(bad.line(), bad.fault(), bad.field());
          case ImportedKey key -> {
            ImportOutcome objection = guard.objection(key);
            if (objection == null) {
              candidates.add(ImportCandidate.of(key, system, hasher));
            } else {
              count.add(key.line(), objection);
            }
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("bytes at hand cannot be read", e);
    } finally {
      hashers.give(hasher);
    }
    return candidates;
  }

  private List<ImportOutcome> take(
      Draft draft,
      Actor actor,
      ImportRequest request,
      ForeignSystem system,
      List<ImportCandidate> part)
      throws KeysException {
    admitted(draft, system, request);
    ImportGrants grants = ImportGrants.of(draft, request);
    Persons persons = Hands.of(draft, actor);
    List<ImportOutcome> outcomes = new ArrayList<>(part.size());
    for (ImportCandidate candidate : part) {
      ImportOutcome beside = beside(draft, candidate);
      ImportOutcome outcome =
          beside instanceof ImportOutcome.Taken ? grants.outcome(candidate.row()) : beside;
      if (outcome instanceof ImportOutcome.Taken) {
        Grant grant = grants.grant(candidate.row());
        KeyState key = candidate.key(draft, grant, persons, views.nowMicros());
        if (power.needsSecond(key.facts())) {
          outcome = new ImportOutcome.Refused(LineFault.NEEDS_APPROVAL, field(request, candidate));
        } else if (request.effect() == Effect.TAKE_IN) {
          write(draft, actor, system, key);
        }
      }
      outcomes.add(outcome);
    }
    return outcomes;
  }

  /// What makes a line privileged, as far as a field of it does.
  private static String field(ImportRequest request, ImportCandidate candidate) {
    if (candidate.row().privilege() == Privilege.PRIVILEGED) {
      return "privileged";
    }
    return request.mode() == Mode.ENFORCE ? "scopes" : "";
  }

  private void write(Draft draft, Actor actor, ForeignSystem system, KeyState key)
      throws KeysException {
    long now = views.nowMicros();
    if (draft.system(system.name()) == null) {
      Document.Format format = new Document.Format(system.format(), system.fingerprint());
      draft.write(new Change(Change.Kind.IMPORT, actor, now, "", List.of(key), format), system);
    } else {
      draft.write(Change.ofKeys(Change.Kind.IMPORT, actor, now, "", key));
    }
  }

  /// What is to be said of a candidate beside the keys that are there.
  private ImportOutcome beside(Draft draft, ImportCandidate candidate) {
    KeyState named = draft.find(candidate.id());
    KeyState traced = candidate.traced(draft);
    if (isEnded(named) || isEnded(traced)) {
      return new ImportOutcome.Refused(LineFault.KEY_ENDED, "");
    }
    if (draft.forgotten(candidate.row().tenant()) != null) {
      return new ImportOutcome.Refused(LineFault.TENANT_FORGOTTEN, "tenant");
    }
    if (named != null) {
      return candidate.has(named.hash())
          ? ImportOutcome.KNOWN
          : new ImportOutcome.Refused(LineFault.ID_TAKEN, "id");
    }
    return traced == null
        ? ImportOutcome.TAKEN
        : new ImportOutcome.Refused(LineFault.HASH_TAKEN, "hash");
  }

  /// Whether somebody ended a key here. One that has expired is as its line says.
  private boolean isEnded(@Nullable KeyState key) {
    return key != null
        && switch (views.state(key, views.nowMicros())) {
          case REVOKED, INVALIDATED, ROTATED -> true;
          case ACTIVE, OVERLAPPING, FENCED, EXPIRED -> false;
        };
  }
}
