package dev.warder.demo.platform;

import dev.warder.demo.wire.Json;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.node.ObjectNode;

/// Routes that list, show, make, change and delete things of one sort.
final class Things {
  private final Shelf shelf;
  private final String mark;
  private final Form form;
  private final AtomicLong made = new AtomicLong();

  /// @param mark two hexadecimal digits in the ids of what is made here
  Things(Shelf shelf, String mark, Form form) {
    this.shelf = shelf;
    this.mark = mark;
    this.form = form;
  }

  /// How lists look: the first version of the API wraps them.
  enum Form {
    PAGE,
    LIST
  }

  Reply list(Call call) {
    List<ObjectNode> some = call.organization().list(shelf, call.skip(), call.limit());
    return form == Form.PAGE
        ? Reply.page(some, call.organization().count(shelf))
        : Reply.list(some);
  }

  Reply get(Call call) {
    ObjectNode thing = call.organization().find(shelf, call.id());
    return thing == null ? Reply.NOT_FOUND : Reply.of(thing);
  }

  Reply create(Call call) {
    String id = String.format(Locale.ROOT, "66%s%020x", mark, made.incrementAndGet());
    ObjectNode thing = call.body() instanceof ObjectNode given ? given : Json.object();
    ObjectNode kept = call.organization().put(shelf, id, thing);
    call.note(shelf.word() + "_create", id);
    return new Reply(201, kept);
  }

  Reply update(Call call) {
    ObjectNode thing = call.organization().find(shelf, call.id());
    if (thing == null) {
      return Reply.NOT_FOUND;
    }
    if (call.body() instanceof ObjectNode given) {
      thing.setAll(given);
    }
    call.note(shelf.word() + "_update", call.id());
    return Reply.of(call.organization().put(shelf, call.id(), thing));
  }

  Reply delete(Call call) {
    if (!call.organization().remove(shelf, call.id())) {
      return Reply.NOT_FOUND;
    }
    call.note(shelf.word() + "_delete", call.id());
    return Reply.of(Json.object().put("_id", call.id()));
  }
}
