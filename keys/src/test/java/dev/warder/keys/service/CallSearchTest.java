package dev.warder.keys.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.warder.keys.KeyAlarm;
import dev.warder.keys.KeysException;
import dev.warder.keys.shape.KeyShape;
import dev.warder.keys.table.LastUses;
import dev.warder.keys.verify.CallHistory.Answer;
import dev.warder.keys.verify.CallSearch;
import dev.warder.keys.verify.Recorder;
import dev.warder.model.ErrorCode;
import dev.warder.policy.select.Selector.OfCalls;
import dev.warder.policy.select.Selectors;
import dev.warder.store.journal.Entry;
import dev.warder.store.journal.EntryKind;
import dev.warder.store.journal.Facts;
import dev.warder.store.journal.Journal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CallSearchTest {
  private static final KeyShape SHAPE = KeyShape.of("wdr");
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

  private final GatedJournal older = new GatedJournal();
  private final GatedJournal newer = new GatedJournal();
  private final Recorder recorder = Recorder.start(newer, SHAPE, KeyAlarm.NONE, new LastUses());

  @AfterEach
  void close() {
    recorder.close();
  }

  private CallSearch search(Duration budget, Journal... journals) {
    return new CallSearch(
        List.of(journals),
        recorder,
        SHAPE,
        id -> id.startsWith("k") ? Integer.parseInt(id, 1, id.length(), 10) : -1,
        () -> NOW,
        budget);
  }

  private static void call(GatedJournal journal, int key, long micros, String source)
      throws Exception {
    journal.force(
        journal.append(
            new Entry(
                EntryKind.VERDICT,
                micros,
                "acme",
                key < 0 ? "" : "k" + key,
                "GET /a",
                source,
                "{\"address\":\"203.0.113.7\"}".getBytes(StandardCharsets.US_ASCII))));
  }

  private static List<OfCalls> asked(String selector) {
    return Selectors.parse(selector).orThrow().ofCalls();
  }

  @Test
  void searchThatTakesTooLongSaysHowFarItCameAndGoesOnFromThere() throws Exception {
    for (int i = 0; i < 3_000; i++) {
      call(newer, i % 7, 1_000_000L * i, i % 7 == 3 ? "AS9 KP" : "AS1 DE");
    }
    CallSearch late = search(Duration.ofSeconds(-1), newer);
    List<OfCalls> asked = asked("used-from KP");

    for (String reached : List.of("1023", "2046")) {
      assertThatThrownBy(() -> late.look(asked))
          .isInstanceOfSatisfying(
              KeysException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SEARCH_TOO_LONG))
          .hasMessageContaining(reached + " calls up to 1970-01-01T00:")
          .hasMessageContaining("narrow it by time");
    }
    Answer answer = late.look(asked);
    assertThat(answer.reach().calls()).isEqualTo(3_000);
    assertThat(answer.serials().getFirst().stream().boxed()).containsExactly(3);
    // Another question begins anew.
    assertThatThrownBy(() -> late.look(asked("used-from DE"))).isInstanceOf(KeysException.class);
  }

  @Test
  void allJournalsAreLookedAtAndTheOldestCallIsTold() throws Exception {
    call(older, 1, 5, "AS9 KP");
    call(older, -1, 6, "AS9 KP");
    call(newer, 2, 7, "AS9 KP");
    CallSearch both = search(CallSearch.BUDGET, older, newer);

    Answer answer = both.look(asked("used-from AS9 or touched GET /{x} after 1970-01-02"));

    assertThat(answer.serials().getFirst().stream().boxed()).containsExactly(1, 2);
    assertThat(answer.serials().getLast().isEmpty()).isTrue();
    assertThat(answer.reach().sinceMicros()).isEqualTo(5);
    assertThat(answer.reach().calls()).as("only calls with a key").isEqualTo(2);
    call(older, 4, 8, "AS9");
    assertThat(both.look(asked("used-from AS9")).serials().getFirst().stream().boxed())
        .containsExactly(1, 2, 4);
  }

  @Test
  void whatIsSealedIsFoundWhileItCanBeReadAndNotAfterwards() throws Exception {
    Facts body = new Facts(List.of(), "{\"v\":2}".getBytes(StandardCharsets.US_ASCII));
    Facts personal =
        new Facts(
            List.of(),
            "{\"operation\":\"GET /a\",\"address\":\"203.0.113.7\"}"
                .getBytes(StandardCharsets.US_ASCII));
    sealed(1, body, personal);
    sealed(2, body, Facts.NONE);
    CallSearch search = search(CallSearch.BUDGET, newer);

    for (String selector : List.of("touched GET /a", "used-from 203.0.113.7")) {
      assertThat(search.look(asked(selector)).serials().getFirst().stream().boxed())
          .as(selector)
          .containsExactly(1);
    }
    assertThat(search.look(asked("used-from KP")).serials().getFirst().stream().boxed())
        .containsExactly(1, 2);
  }

  private void sealed(int key, Facts body, Facts personal) throws Exception {
    newer.force(
        newer.append(
            new Entry(EntryKind.VERDICT, 5, "acme", "k" + key, "GET", "AS9 KP", body, personal)));
  }

  @Test
  void networksAreHeldAgainstTheAddressItself() throws Exception {
    call(newer, 1, 5, "AS9 KP");
    CallSearch search = search(CallSearch.BUDGET, newer);
    assertThat(search.look(asked("used-from 203.0.113.0/29")).serials().getFirst().get(1)).isTrue();
    assertThat(search.look(asked("used-from 203.0.113.8/29")).serials().getFirst().get(1))
        .isFalse();
    assertThat(search.look(asked("used-from (203.0.113.8/29, KP)")).serials().getFirst().get(1))
        .isTrue();
  }
}
