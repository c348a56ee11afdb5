package dev.warder.keys.service;

import static java.util.Objects.requireNonNull;

import dev.warder.keys.Actor;
import dev.warder.keys.Approval;
import dev.warder.keys.AskedFor;
import dev.warder.keys.KeysException;
import dev.warder.keys.Persons;
import dev.warder.keys.ledger.Draft;
import dev.warder.keys.state.Change;
import dev.warder.keys.state.Document;
import dev.warder.model.ErrorCode;
import dev.warder.policy.Grant;
import org.jspecify.annotations.Nullable;

/// Keeps what somebody asks for until a second person has looked at it.
final class Asking {
  private final Names names;

  Asking(Names names) {
    this.names = requireNonNull(names, "names is null");
  }

  /// Asks for a key.
  ///
  /// @param id what the wish is named by, and the time; empty to draw a name. The latest wish of
  ///   that name answers, unless it is over or a scope set that it names is another since
  Approval ask(Draft draft, Actor actor, String id, AskedFor.NewKey asked, Grant grant, long now)
      throws KeysException {
    Approval before = id.isEmpty() ? null : latest(draft, id);
    if (before != null && !before.isOver(now)) {
      if (!before.asked().equals(asked)) {
        throw new KeysException(
            ErrorCode.IDEMPOTENCY_CONFLICT,
            "the idempotency key came before, with another request; use a new one for each wish");
      }
      if (!before.isOpen() || before.seen().equals(Opened.of(draft, grant).digest())) {
        return before;
      }
    }
    String name = id.isEmpty() ? names.draw("wish") : timed(draft, id, now);
    return write(draft, actor, name, asked, grant, now);
  }

  private static @Nullable Approval latest(Draft draft, String id) {
    Approval latest = null;
    for (Approval approval : draft.approvals()) {
      // Those of before had no time in their names.
      if ((approval.id().equals(id) || approval.id().startsWith(id + "-"))
          && (latest == null || approval.askedMicros() >= latest.askedMicros())) {
        latest = approval;
      }
    }
    return latest;
  }

  /// A name that no other wish has or had: who approves means one content.
  private static String timed(Draft draft, String id, long now) {
    long micros = now;
    while (draft.approval(id + "-" + Long.toHexString(micros)) != null) {
      micros++;
    }
    return id + "-" + Long.toHexString(micros);
  }

  /// Asks for something about a key that is there. The same once more is the same wish, as long as
  /// it can be carried out.
  Approval ask(Draft draft, Actor actor, AskedFor asked, Grant grant, long now)
      throws KeysException {
    String seen = Opened.of(draft, grant).digest();
    for (Approval before : draft.approvals()) {
      if (before.isOpen()
          && !before.isOver(now)
          && before.askedBy().equals(actor.id())
          && before.asked().equals(asked)
          && before.seen().equals(seen)) {
        return before;
      }
    }
    return write(draft, actor, names.draw("wish"), asked, grant, now);
  }

  private static Approval write(
      Draft draft, Actor actor, String id, AskedFor asked, Grant grant, long now)
      throws KeysException {
    Persons asking = Hands.of(draft, actor);
    if (draft.isCrowded(by -> Hands.of(draft, by).shareName(asking), now)) {
      throw new KeysException(
          ErrorCode.BUSY,
          "too many wishes are open; collect them, approve or refuse them, or take some back");
    }
    Opened opened = Opened.of(draft, grant);
    Approval approval =
        new Approval(
            id,
            asked,
            actor.id(),
            actor.origin(),
            now,
            Approval.State.WAITING,
            "",
            "",
            opened.digest(),
            opened.patterns());
    draft.write(Change.ofDocument(Change.Kind.ASK, actor, now, "", new Document.Wish(approval)));
    return approval;
  }
}
