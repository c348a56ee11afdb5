package dev.warder.keys.service;

import static java.util.Objects.requireNonNull;

import dev.warder.keys.Actor;
import dev.warder.keys.Approval;
import dev.warder.keys.AskedFor;
import dev.warder.keys.KeysException;
import dev.warder.keys.ledger.Draft;
import dev.warder.keys.state.Change;
import dev.warder.keys.state.Document;
import dev.warder.model.ErrorCode;
import dev.warder.policy.Grant;
import dev.warder.policy.scope.OperationPattern;
import dev.warder.policy.scope.Scope;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/// Keeps what somebody asks for until a second person has looked at it.
final class Asking {
  /// For how long a wish can be approved and carried out.
  static final long KEPT_MICROS = TimeUnit.DAYS.toMicros(30);

  private final Names names;

  Asking(Names names) {
    this.names = requireNonNull(names, "names is null");
  }

  /// Asks for a key.
  ///
  /// @param id what the wish is named by; empty to draw one. An earlier wish of that name answers
  Approval ask(Draft draft, Actor actor, String id, AskedFor.NewKey asked, Grant grant, long now)
      throws KeysException {
    Approval before = id.isEmpty() ? null : draft.approval(id);
    if (before != null && !isOver(before, now)) {
      if (!before.asked().equals(asked)) {
        throw new KeysException(
            ErrorCode.IDEMPOTENCY_CONFLICT,
            "the idempotency key came before, with another request; use a new one for each wish");
      }
      return before;
    }
    return write(draft, actor, id.isEmpty() ? names.draw("wish") : id, asked, grant, now);
  }

  /// Asks for something about a key that is there. The same once more is the same wish.
  Approval ask(Draft draft, Actor actor, AskedFor asked, Grant grant, long now)
      throws KeysException {
    for (Approval before : draft.approvals()) {
      if (before.isOpen()
          && !isOver(before, now)
          && before.askedBy().equals(actor.id())
          && before.asked().equals(asked)) {
        return before;
      }
    }
    return write(draft, actor, names.draw("wish"), asked, grant, now);
  }

  private static Approval write(
      Draft draft, Actor actor, String id, AskedFor asked, Grant grant, long now)
      throws KeysException {
    if (draft.isCrowded(actor.id(), now - KEPT_MICROS)) {
      throw new KeysException(
          ErrorCode.BUSY, "too many wishes wait for a decision; approve or refuse some of them");
    }
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
            seen(grant));
    draft.write(Change.ofDocument(Change.Kind.ASK, actor, now, "", new Document.Wish(approval)));
    return approval;
  }

  static boolean isOver(Approval approval, long nowMicros) {
    return approval.askedMicros() < nowMicros - KEPT_MICROS;
  }

  /// What the scope sets that a grant names open is known again by; empty if it names none.
  static String seen(Grant grant) {
    if (!namesSets(grant.scope()) && !namesSets(grant.exempt())) {
      return "";
    }
    StringBuilder opened = new StringBuilder();
    for (OperationPattern pattern : grant.scope().patterns()) {
      opened.append(pattern).append('\n');
    }
    opened.append('\n');
    for (OperationPattern pattern : grant.exempt().patterns()) {
      opened.append(pattern).append('\n');
    }
    return Names.digest(opened.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static boolean namesSets(Scope scope) {
    return scope.entries().stream().anyMatch(entry -> entry.startsWith("@"));
  }
}
