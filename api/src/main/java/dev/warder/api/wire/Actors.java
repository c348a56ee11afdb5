package dev.warder.api.wire;

import dev.warder.api.http.Call;
import dev.warder.keys.Actor;

/// Who changes something, as the record will say.
public final class Actors {
  private Actors() {}

  public static Actor of(Call call) {
    return new Actor(call.caller().id(), call.caller().address());
  }
}
