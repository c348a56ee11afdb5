package dev.warder.keys.service;

import static java.util.Objects.requireNonNull;

import dev.warder.keys.Actor;
import dev.warder.keys.Invalidation;
import dev.warder.keys.KeysException;
import dev.warder.keys.Preview;
import dev.warder.keys.Preview.Hit;
import dev.warder.keys.ledger.Draft;
import dev.warder.keys.ledger.Ledger;
import dev.warder.keys.registry.KnownHistory;
import dev.warder.keys.registry.Registry;
import dev.warder.keys.registry.Sighting;
import dev.warder.keys.state.Change;
import dev.warder.keys.state.Document;
import dev.warder.keys.state.KeyState;
import dev.warder.keys.state.Rule;
import dev.warder.model.ErrorCode;
import dev.warder.policy.select.Basis;
import dev.warder.policy.select.Selector;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Ends keys by selector, all at once.
///
///     preview    look at every key, keep which it hits, note what changes from then on
///     commit     write one rule -> force -> publish one rulebook: in force, whatever the number of
///                keys; what changed since the preview is told from what was noted alone
///     later      rows are written anew, one after another; each key is looked at when used
///
/// Guarantees keys minted after the commit are not hit; keys that a change lets fit or not fit later
/// keep what they were at the commit, because a key is held against all rules before it is changed
final class Invalidating {
  private final Registry registry;
  private final Ledger ledger;
  private final Views views;
  private final Selecting selecting;
  private final Names names;
  private final KnownHistory history;

  Invalidating(Registry registry, Ledger ledger, Views views, Selecting selecting, Names names) {
    this.registry = requireNonNull(registry, "registry is null");
    this.ledger = requireNonNull(ledger, "ledger is null");
    this.views = requireNonNull(views, "views is null");
    this.selecting = requireNonNull(selecting, "selecting is null");
    this.names = requireNonNull(names, "names is null");
    this.history = new KnownHistory(registry);
  }

  Preview preview(String selector) throws KeysException {
    return sight(selecting.selector(selector)).preview();
  }

  private Sighting sight(Selector selector) throws KeysException {
    long now = views.nowMicros();
    // Before changes are noted: it may take a while, and looks at no key.
    Selection selection = selecting.selection(selector, now);
    Selector fixed = selection.fixed();
    boolean frozen = fixed.basis() == Basis.HISTORY;
    String id = names.draw("preview");
    Preview nothing =
        new Preview(id, fixed.toString(), now, frozen, Hit.NONE, List.of(), selection.reach());
    Sighting sighting =
        registry.sightings().begin(registry.keys().size(), registry.rules().size(), nothing);
    Count count = new Count(now);
    BitSet hits = new BitSet(sighting.size());
    for (int i = 0; i < sighting.size(); i++) {
      KeyState key = registry.keys().at(i).value();
      if (selection.picks(key) && views.isLive(key, now)) {
        hits.set(i);
        count.add(key, registry.uses().micros(i));
      }
    }
    sighting.see(
        new Preview(
            id, nothing.selector(), now, frozen, count.hit(), count.worst(), selection.reach()),
        hits);
    return sighting;
  }

  Invalidation invalidate(Actor actor, String text, @Nullable String previewId)
      throws KeysException {
    Selector selector = selecting.selector(text);
    if (previewId != null) {
      return ledger.submit(draft -> commit(draft, actor, selector, previewId));
    }
    if (selector.basis() == Basis.HISTORY) {
      Sighting sighting = sight(selector);
      return ledger.submit(draft -> commit(draft, actor, sighting, ""));
    }
    Rule rule = ledger.submit(draft -> commit(draft, actor, selector));
    return counted(actor, rule);
  }

  private Invalidation commit(Draft draft, Actor actor, Selector selector, String previewId)
      throws KeysException {
    for (Rule rule : draft.rules().rules()) {
      if (rule.told().previewId().equals(previewId)) {
        return rule.told();
      }
    }
    Sighting sighting = registry.sightings().find(previewId, views.nowMicros());
    if (sighting == null) {
      throw new KeysException(
          ErrorCode.NOT_FOUND,
          "there is no such preview any more: they last for an hour, not over a restart, and only"
              + " the last 16; look again, or commit without");
    }
    String seen = sighting.preview().selector();
    if (!selector.frozen(sighting.preview().takenMicros()).toString().equals(seen)) {
      throw new KeysException(
          ErrorCode.REQUEST_INVALID, "the preview was of another selector: " + seen);
    }
    return commit(draft, actor, sighting, previewId);
  }

  private Invalidation commit(Draft draft, Actor actor, Sighting sighting, String previewId)
      throws KeysException {
    long now = views.nowMicros();
    Preview preview = sighting.preview();
    Selector selector = selecting.selector(preview.selector());
    BitSet hits = sighting.hits();
    BitSet touched = (BitSet) sighting.touched().clone();
    touched.set(sighting.size(), Math.max(sighting.size(), draft.size()));
    if (sighting.rules() != draft.rules().size()) {
      // Another invalidation came between and may have hit any of them.
      touched.or(hits);
    }
    long more = 0;
    long fewer = 0;
    for (int i = touched.nextSetBit(0); i >= 0; i = touched.nextSetBit(i + 1)) {
      KeyState key = draft.at(i);
      boolean fits = preview.frozen() ? hits.get(i) : selector.matches(key.facts(), history, now);
      boolean hit = fits && key.invalidatedBy() == 0 && views.isLive(key, now);
      more += hit && !hits.get(i) ? 1 : 0;
      fewer += !hit && hits.get(i) ? 1 : 0;
    }
    Invalidation told =
        told(draft, actor, now, preview.selector(), previewId, preview.count(), more, fewer);
    return write(draft, Change.Kind.INVALIDATE, actor, told, preview.frozen() ? hits : null).told();
  }

  private Rule commit(Draft draft, Actor actor, Selector selector) throws KeysException {
    long now = views.nowMicros();
    String fixed = selector.frozen(now).toString();
    return write(
        draft,
        Change.Kind.INVALIDATE,
        actor,
        told(draft, actor, now, fixed, "", Hit.NONE, 0, 0),
        null);
  }

  private Invalidation told(
      Draft draft,
      Actor actor,
      long now,
      String selector,
      String previewId,
      Hit counted,
      long more,
      long fewer) {
    return new Invalidation(
        names.draw("invalidation"),
        draft.rules().size() + 1,
        selector,
        actor.id(),
        now,
        previewId,
        counted,
        more,
        fewer);
  }

  private Rule write(
      Draft draft, Change.Kind kind, Actor actor, Invalidation told, @Nullable BitSet frozen)
      throws KeysException {
    Rule rule = new Rule(told, draft.size(), frozen, selecting.pick(told.selector()));
    draft.write(
        Change.ofDocument(kind, actor, told.committedMicros(), "", new Document.Invalidated(rule)));
    return rule;
  }

  /// Counts what a rule in force hit, and has that written down some time, or not at all: whoever
  /// is told that it failed would do again what is done.
  private Invalidation counted(Actor actor, Rule rule) {
    Invalidation told = rule.told();
    Count count = new Count(told.committedMicros());
    for (int i = 0; i < registry.keys().size(); i++) {
      KeyState key = registry.keys().at(i).value();
      if (registry.rules().hit(key) == rule.number()
          && views.wasLive(key, told.committedMicros())) {
        count.add(key, registry.uses().micros(i));
      }
    }
    Invalidation counted =
        new Invalidation(
            told.id(),
            told.number(),
            told.selector(),
            told.committedBy(),
            told.committedMicros(),
            "",
            count.hit(),
            0,
            0);
    ledger.offer(draft -> {
      draft.write(
          Change.ofDocument(
              Change.Kind.COUNT,
              actor,
              views.nowMicros(),
              "",
              new Document.Invalidated(rule.telling(counted))));
      return counted;
    });
    return counted;
  }

  List<Invalidation> all() {
    return registry.rules().rules().stream().map(Rule::told).toList();
  }
}
