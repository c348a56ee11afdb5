package dev.warder.demo.attack;

import dev.warder.demo.world.Caller;
import dev.warder.demo.world.Visit;
import dev.warder.testkit.draw.Draw;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;

/// Somebody who found a customer's key, expects to lose it soon, and takes what it opens, page by
/// page and person by person.
final class SmashAndGrab extends Thief {
  private static final int ROUNDS = 20;

  private final int breathMillis;

  SmashAndGrab(Loot loot, Draw draw, InstantSource clock, Consumer<String> tell) {
    super(loot, draw, clock, tell);
    breathMillis = draw.between(400, 2_500);
  }

  @Override
  Duration breath() {
    return Duration.ofMillis(draw().between(breathMillis / 3, breathMillis * 5 / 3));
  }

  @Override
  void steal() throws IOException, InterruptedException, GivenUpException {
    Caller as = firstCaller();
    tell("takes what the key opens");
    for (int round = 0; round < ROUNDS; round++) {
      List<String> lists =
          new ArrayList<>(
              List.of(
                  "/api/systems?limit=100",
                  "/api/v2/usergroups?limit=100",
                  "/api/applications?limit=100",
                  "/api/commands?limit=100",
                  "/api/v2/policies?limit=100"));
      for (int i = lists.size(); i > 1; i--) {
        Collections.swap(lists, i - 1, draw().below(i));
      }
      for (String list : lists) {
        call(as, "", "GET", list, null);
      }
      for (String user :
          Visit.ids(call(as, "", "GET", "/api/systemusers?limit=100&skip=0", null))) {
        call(as, "", "GET", "/api/systemusers/" + user, null);
        call(as, "", "GET", "/api/systemusers/" + user + "/sshkeys", null);
      }
    }
  }
}
