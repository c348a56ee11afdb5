package dev.warder.keys.service;

import static java.util.Objects.requireNonNull;

import dev.warder.keys.Actor;
import dev.warder.keys.KeysException;
import dev.warder.keys.LeakReport;
import dev.warder.keys.LeakReport.Answer;
import dev.warder.keys.LeakReport.Finding;
import dev.warder.keys.ManagedKey;
import dev.warder.keys.Nature;
import dev.warder.keys.hash.Hasher;
import dev.warder.keys.registry.Registry;
import dev.warder.keys.service.KeysSettings.LeakResponse;
import dev.warder.keys.shape.KeyShape;
import dev.warder.keys.shape.ReadKey;
import dev.warder.keys.state.KeyState;
import dev.warder.keys.table.Cell;
import dev.warder.keys.table.Pool;
import dev.warder.model.ErrorCode;
import dev.warder.model.Secret;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Takes values that were found where they should not be.
///
/// Guarantees a key is named only to who shows its right secret; the values themselves go nowhere
final class Leaks {
  private static final int MOST = 1_000;
  private static final String NOTE = "its secret was found where it should not be";

  private final KeyShape shape;
  private final LeakResponse response;
  private final Registry registry;
  private final Views views;
  private final Lifecycle lifecycle;
  private final Pool<Hasher> hashers;

  Leaks(
      KeysSettings settings,
      Registry registry,
      Views views,
      Lifecycle lifecycle,
      Pool<Hasher> hashers) {
    this.shape = settings.shape();
    this.response = settings.leaks();
    this.registry = requireNonNull(registry, "registry is null");
    this.views = requireNonNull(views, "views is null");
    this.lifecycle = requireNonNull(lifecycle, "lifecycle is null");
    this.hashers = requireNonNull(hashers, "hashers is null");
  }

  LeakReport take(Actor actor, List<Secret> values) throws KeysException {
    if (values.size() > MOST) {
      throw new KeysException(ErrorCode.REQUEST_INVALID, "at most 1,000 values at a time");
    }
    List<Answer> answers = new ArrayList<>();
    for (Secret value : values) {
      answers.add(answer(actor, new String(value.expose(), StandardCharsets.UTF_8)));
    }
    return new LeakReport(answers);
  }

  private Answer answer(Actor actor, String text) throws KeysException {
    ReadKey read = new ReadKey();
    if (!shape.read(text, read)) {
      return new Answer(Finding.NO_KEY, "", "nothing: it is no key of this platform");
    }
    KeyState key = opened(read);
    read.clear();
    if (key == null) {
      return new Answer(Finding.UNKNOWN, "", "nothing: it opens nothing and never did");
    }
    if (!views.isLive(key, views.nowMicros())) {
      return new Answer(Finding.RETIRED, key.id(), "nothing: it opens nothing any more");
    }
    if (key.profile().nature() == Nature.HONEY || response == LeakResponse.INFORM) {
      return new Answer(Finding.LIVE, key.id(), "noted; the key goes on as before");
    }
    return fence(actor, key.id());
  }

  private Answer fence(Actor actor, String id) throws KeysException {
    try {
      ManagedKey fenced = lifecycle.fence(actor, id, NOTE);
      return new Answer(
          Finding.LIVE, fenced.id(), "fenced: it may not mint, extend or change keys; rotate it");
    } catch (KeysException e) {
      if (e.code() == ErrorCode.KEY_RETIRED) {
        return new Answer(Finding.RETIRED, id, "nothing: it opens nothing any more");
      }
      throw e;
    }
  }

  private @Nullable KeyState opened(ReadKey read) {
    Cell<KeyState> cell = registry.keys().find(read.idHigh(), read.idLow());
    KeyState key = cell == null ? null : cell.value();
    Hasher hasher = hashers.take();
    try {
      return key != null
              && hasher.has(key.hash().pepper())
              && hasher.matches(
                  key.hash(), read.exposeText(), read.materialOffset(), read.materialLength())
          ? key
          : null;
    } finally {
      hashers.give(hasher);
    }
  }
}
