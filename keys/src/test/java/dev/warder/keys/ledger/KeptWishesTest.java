package dev.warder.keys.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.keys.Approval;
import dev.warder.keys.Approval.State;
import dev.warder.keys.AskedFor;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KeptWishesTest {
  private static final long NOW = 100 * Approval.KEPT_MICROS;

  private final Map<String, Approval> wishes = new LinkedHashMap<>();

  private void add(String id, State state, long askedMicros) {
    AskedFor asked = new AskedFor.Unfencing("acme", "0123456789abcdef", 3, "");
    wishes.put(id, new Approval(id, asked, "alice", "", askedMicros, state, "", "", "", Map.of()));
  }

  private void fill(int count, State state) {
    for (int i = 0; i < count; i++) {
      add(state + "-" + i, state, NOW - i);
    }
  }

  @Test
  void noWishThatMayBeCarriedOutIsForgottenHoweverManyThereAre() {
    fill(6_000, State.WAITING);
    fill(6_000, State.APPROVED);
    add("refused", State.REFUSED, NOW);
    add("collected", State.COLLECTED, NOW);
    KeptWishes.prune(wishes, NOW);
    assertThat(wishes).hasSize(12_000).doesNotContainKeys("refused", "collected");
  }

  @Test
  void whatIsOverGoesBeforeWhatWasDecidedAndTheOldestFirst() {
    add("new", State.REFUSED, NOW - 7);
    add("old", State.COLLECTED, NOW - 8);
    add("over-approved", State.APPROVED, NOW - Approval.KEPT_MICROS - 1);
    add("over-waiting", State.WAITING, NOW - Approval.KEPT_MICROS - 1);
    fill(KeptWishes.MOST - 3, State.APPROVED);
    KeptWishes.prune(wishes, NOW);
    assertThat(wishes).hasSize(KeptWishes.MOST).containsKeys("new", "old");

    add("one", State.WAITING, NOW);
    add("two", State.WAITING, NOW);
    KeptWishes.prune(wishes, NOW);
    assertThat(wishes)
        .hasSize(KeptWishes.MOST)
        .containsKeys("new", "one", "two")
        .doesNotContainKeys("old", "over-approved", "over-waiting");
  }

  @Test
  void nothingIsForgottenWhereThereAreFew() {
    add("refused", State.REFUSED, 1);
    add("over", State.WAITING, 1);
    KeptWishes.prune(wishes, NOW);
    assertThat(wishes).hasSize(2);
  }
}
