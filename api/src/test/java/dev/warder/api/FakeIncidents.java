package dev.warder.api;

import dev.warder.api.incidents.Incidents;
import dev.warder.keys.Actor;
import dev.warder.model.finding.Closing;
import java.util.List;
import java.util.Optional;

/// Two incidents, told as slowly as the fake keys.
final class FakeIncidents implements Incidents {
  private final FakeKeys keys;

  FakeIncidents(FakeKeys keys) {
    this.keys = keys;
  }

  private static final String FIRST = "{\"class_uid\":2005,\"time\":2}";
  private static final String SECOND = "{\"class_uid\":2005,\"time\":1}";

  @Override
  public Page newest(String after, int limit) {
    keys.stall();
    return switch (after) {
      case "" -> limit == 1 ? new Page(List.of(FIRST), "i1") : new Page(List.of(FIRST, SECOND), "");
      case "i1" -> new Page(List.of(SECOND), "");
      default -> new Page(List.of(), "");
    };
  }

  @Override
  public Optional<Told> find(String uid) {
    keys.stall();
    return uid.equals("i1")
        ? Optional.of(new Told(FIRST, List.of("{\"class_uid\":2004,\"time\":2}")))
        : Optional.empty();
  }

  @Override
  public Optional<Told> close(Actor actor, String uid, Closing.Verdict verdict, String note) {
    return find(uid);
  }
}
