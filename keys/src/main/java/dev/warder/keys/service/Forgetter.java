package dev.warder.keys.service;

import static java.util.Objects.requireNonNull;

import dev.warder.keys.Actor;
import dev.warder.keys.Forgetting;
import dev.warder.keys.KeysException;
import dev.warder.keys.ledger.Draft;
import dev.warder.keys.ledger.Ledger;
import dev.warder.keys.ledger.Projection;
import dev.warder.keys.registry.Registry;
import dev.warder.keys.state.Change;
import dev.warder.keys.state.Document;
import dev.warder.keys.state.KeyState;
import dev.warder.model.ErrorCode;
import dev.warder.store.journal.Journal;
import dev.warder.store.journal.JournalException;
import java.time.Duration;
import java.util.List;

/// Takes away what is personal of a tenant, for ever.
///
///     commit    all keys are ended? -> write that the tenant is forgotten -> force -> publish keys
///               and wishes without what is personal
///     destroy   the tenant's key of each journal; from here on nobody reads what it sealed
///     rows      follow; waited for, but not for long
///
/// Guarantees once it is written that a tenant is forgotten, its keys are destroyed before anything
/// is answered, or, after a crash, before the next start serves: a start looks at each tenant that
/// was ever forgotten
final class Forgetter {
  private static final Duration ROWS = Duration.ofSeconds(10);

  private final Registry registry;
  private final Ledger ledger;
  private final Projection projection;
  private final Views views;
  private final List<Journal> journals;

  /// @param journals those that hold something personal
  Forgetter(
      Registry registry,
      Ledger ledger,
      Projection projection,
      Views views,
      List<Journal> journals) {
    this.registry = requireNonNull(registry, "registry is null");
    this.ledger = requireNonNull(ledger, "ledger is null");
    this.projection = requireNonNull(projection, "projection is null");
    this.views = requireNonNull(views, "views is null");
    this.journals = List.copyOf(journals);
  }

  /// What forgetting a tenant would take away.
  Forgetting look(String tenant) throws KeysException {
    long now = views.nowMicros();
    long keys = 0;
    long open = 0;
    for (int i = 0; i < registry.keys().size(); i++) {
      KeyState key = registry.keys().at(i).value();
      if (key.facts().tenant().equals(tenant)) {
        keys++;
        open += views.isLive(key, now) ? 1 : 0;
      }
    }
    long wishes =
        registry.approvals().values().stream()
            .filter(approval -> approval.tenant().equals(tenant))
            .count();
    Document.Forgotten forgotten = registry.forgotten().get(tenant);
    if (keys == 0 && wishes == 0 && forgotten == null) {
      throw new KeysException(ErrorCode.NOT_FOUND, "there is no such tenant");
    }
    return new Forgetting(
        tenant, keys, open, wishes, forgotten == null ? 0 : forgotten.micros(), "");
  }

  /// Forgets a tenant all of whose keys are ended. Doing it again finishes what could not be
  /// finished before.
  Forgetting forget(Actor actor, String tenant) throws KeysException {
    Forgetting _ = look(tenant);
    Document.Forgotten _ = ledger.submit(draft -> commit(draft, actor, tenant));
    destroy(tenant);
    Forgetting done = look(tenant);
    if (projection.await(ROWS)) {
      return done;
    }
    String fault = projection.fault();
    return done.behind(fault.isEmpty() ? "many rows wait to be written" : fault);
  }

  private Document.Forgotten commit(Draft draft, Actor actor, String tenant) throws KeysException {
    Document.Forgotten before = draft.forgotten(tenant);
    if (before != null) {
      return before;
    }
    long now = views.nowMicros();
    long open = 0;
    for (int i = 0; i < draft.size(); i++) {
      KeyState key = draft.at(i);
      open += key.facts().tenant().equals(tenant) && views.isLive(key, now) ? 1 : 0;
    }
    if (open > 0) {
      throw new KeysException(
          ErrorCode.REQUEST_INVALID,
          "keys of the tenant '"
              + tenant
              + "' that are not ended: "
              + open
              + "; look at them, end them (revoke, or invalidate 'tenant = "
              + tenant
              + "'), then forget it");
    }
    Document.Forgotten forgotten =
        new Document.Forgotten(tenant, actor.id(), now, draft.rules().size());
    draft.write(Change.ofDocument(Change.Kind.FORGET, actor, now, "", forgotten));
    return forgotten;
  }

  /// Finishes what a crash may have cut short.
  void finish() throws KeysException {
    for (String tenant : registry.forgotten().keySet()) {
      destroy(tenant);
    }
  }

  private void destroy(String tenant) throws KeysException {
    for (Journal journal : journals) {
      try {
        journal.destroyTenantKey(tenant);
      } catch (JournalException e) {
        throw new KeysException(
            e.code(),
            "the tenant '"
                + tenant
                + "' is forgotten, but its key is still on disk: "
                + e.getMessage()
                + ". Ask for it again, or start anew: either finishes it",
            e);
      }
    }
  }
}
