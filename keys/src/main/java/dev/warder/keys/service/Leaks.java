package dev.warder.keys.service;

import static java.util.Objects.requireNonNull;

import dev.warder.keys.Actor;
import dev.warder.keys.KeyAlarm;
import dev.warder.keys.KeysException;
import dev.warder.keys.LeakReport;
import dev.warder.keys.LeakReport.Answer;
import dev.warder.keys.LeakReport.Finding;
import dev.warder.keys.Nature;
import dev.warder.keys.hash.Hasher;
import dev.warder.keys.hash.KeyHash;
import dev.warder.keys.registry.Registry;
import dev.warder.keys.service.KeysSettings.LeakResponse;
import dev.warder.keys.shape.KeyShape;
import dev.warder.keys.shape.ReadKey;
import dev.warder.keys.state.KeyState;
import dev.warder.keys.table.Cell;
import dev.warder.keys.table.Pool;
import dev.warder.keys.verify.ForeignKeys;
import dev.warder.keys.verify.Recorder;
import dev.warder.model.ErrorCode;
import dev.warder.model.Secret;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Takes values that were found where they should not be.
///
/// Guarantees a key is named only to who shows its right secret; the values themselves go nowhere.
/// A trap is answered and treated as any other key, and sounds an alarm besides. What was told of a
/// key in use is in the journal, or the answer says that it is not; one value that fails keeps no
/// other from being told
final class Leaks {
  private static final int MOST = 1_000;
  private static final String NOTE = "its secret was found where it should not be";

  private final KeyShape shape;
  private final LeakResponse response;
  private final Registry registry;
  private final ForeignKeys foreign;
  private final Views views;
  private final Lifecycle lifecycle;
  private final Pool<Hasher> hashers;
  private final Recorder recorder;
  private final KeyHash decoy;

  Leaks(
      KeysSettings settings,
      Registry registry,
      ForeignKeys foreign,
      Views views,
      Lifecycle lifecycle,
      Pool<Hasher> hashers,
      Recorder recorder,
      KeyHash decoy) {
    this.shape = settings.shape();
    this.response = settings.leaks();
    this.registry = requireNonNull(registry, "registry is null");
    this.foreign = requireNonNull(foreign, "foreign is null");
    this.views = requireNonNull(views, "views is null");
    this.lifecycle = requireNonNull(lifecycle, "lifecycle is null");
    this.hashers = requireNonNull(hashers, "hashers is null");
    this.recorder = requireNonNull(recorder, "recorder is null");
    this.decoy = requireNonNull(decoy, "decoy is null");
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

  private Answer answer(Actor actor, String text) {
    ReadKey read = new ReadKey();
    boolean own = shape.read(text, read);
    if (!own && !foreign.fits(text)) {
      return new Answer(Finding.NO_KEY, "", "nothing: it is no key of this platform");
    }
    KeyState key = own ? opened(read) : opened(text);
    read.clear();
    if (key == null) {
      return new Answer(Finding.UNKNOWN, "", "nothing: it opens nothing and never did");
    }
    if (!views.isLive(key, views.nowMicros())) {
      return new Answer(Finding.RETIRED, key.id(), "nothing: it opens nothing any more");
    }
    if (key.profile().nature() == Nature.HONEY) {
      recorder.alarm(use(actor, key));
    }
    return live(actor, key.id());
  }

  private KeyAlarm.Use use(Actor actor, KeyState key) {
    return new KeyAlarm.Use(
        KeyAlarm.Kind.HONEY,
        "",
        key.id(),
        key.facts().tenant(),
        views.nowMicros(),
        "leak intake",
        actor.origin());
  }

  private Answer live(Actor actor, String id) {
    try {
      if (response == LeakResponse.INFORM) {
        lifecycle.leaked(actor, id, NOTE);
        return new Answer(Finding.LIVE, id, "noted; the key goes on as before");
      }
      lifecycle.fence(actor, id, NOTE);
      return new Answer(
          Finding.LIVE, id, "fenced: it may not mint, extend or change keys; rotate it");
    } catch (KeysException e) {
      return e.code() == ErrorCode.KEY_RETIRED
          ? new Answer(Finding.RETIRED, id, "nothing: it opens nothing any more")
          : new Answer(Finding.LIVE, id, "nothing, tell it again: " + e.getMessage());
    }
  }

  private @Nullable KeyState opened(String text) {
    Hasher hasher = hashers.take();
    try {
      return foreign.find(text, hasher, views.nowMicros());
    } finally {
      hashers.give(hasher);
    }
  }

  private @Nullable KeyState opened(ReadKey read) {
    Cell<KeyState> cell = registry.keys().find(read.idHigh(), read.idLow());
    KeyState key = cell == null ? null : cell.value();
    Hasher hasher = hashers.take();
    try {
      boolean right =
          hasher.matches(
              key == null || !hasher.has(key.hash().pepper()) ? decoy : key.hash(),
              read.exposeText(),
              read.materialOffset(),
              read.materialLength());
      return right ? key : null;
    } finally {
      hashers.give(hasher);
    }
  }
}
