package dev.warder.server.keys;

import dev.warder.model.Times;
import dev.warder.policy.select.Selector;
import dev.warder.policy.select.Selectors;
import dev.warder.policy.text.Parsed;
import dev.warder.server.run.CommandFailure;
import dev.warder.server.terminal.Terminal;
import dev.warder.server.text.Visible;
import dev.warder.server.text.Wording;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Asks what the server may have to search recorded calls for: says so where it takes more than a
/// second, goes on where a search ended because it took too long, and says how far it reaches.
///
/// Bounds 40 times 15 s; who wants more narrows it by time
final class HistorySearch {
  static final String TOO_LONG = "search_too_long";
  private static final int MOST = 40;
  private static final long PATIENCE_SECONDS = 1;

  private final Terminal terminal;

  HistorySearch(Terminal terminal) {
    this.terminal = terminal;
  }

  /// A selector whose times are instants if it asks for calls, so that a search can go on where one
  /// ended; any other, and one that does not parse, as it was typed.
  static String settled(String where, InstantSource clock) {
    return Selectors.parse(where) instanceof Parsed.Value<Selector>(Selector selector)
            && !selector.ofCalls().isEmpty()
        ? selector.frozen(Times.micros(clock.instant())).toString()
        : where;
  }

  /// Asks until there is an answer.
  <T> T patiently(Supplier<T> question) {
    long start = System.nanoTime();
    ThreadFactory threads = Thread.ofPlatform().name("warder-wait").daemon().factory();
    try (ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(threads)) {
      var ticking =
          clock.scheduleAtFixedRate(
              () -> waiting(start), PATIENCE_SECONDS, PATIENCE_SECONDS, TimeUnit.SECONDS);
      try {
        return goingOn(question);
      } finally {
        ticking.cancel(false);
      }
    } finally {
      clear();
    }
  }

  private <T> T goingOn(Supplier<T> question) {
    for (int turn = 1; ; turn++) {
      try {
        return question.get();
      } catch (CommandFailure failure) {
        if (!Client.isRefusal(failure, TOO_LONG) || turn == MOST) {
          throw failure;
        }
        clear();
        String message = String.valueOf(failure.getMessage());
        int end = message.indexOf(". ");
        terminal
            .err()
            .println("  " + Visible.text(end < 0 ? message : message.substring(0, end + 1)));
      }
    }
  }

  private void waiting(long start) {
    if (terminal.talk() == Terminal.Talk.LIVE) {
      Duration waited = Duration.ofNanos(System.nanoTime() - start);
      terminal.err().print("\r\u001b[Ksearching recorded calls, " + Wording.duration(waited));
      terminal.err().flush();
    }
  }

  private void clear() {
    if (terminal.talk() == Terminal.Talk.LIVE) {
      terminal.err().print("\r\u001b[K");
      terminal.err().flush();
    }
  }

  /// Says how far recorded calls reach, if the answer was made of them.
  void reach(JsonNode document) {
    @Nullable String words = words(document.path("history"));
    if (words != null) {
      terminal.err().println(words);
    }
  }

  private static @Nullable String words(JsonNode history) {
    if (history.isMissingNode()) {
      return null;
    }
    String since = KeyTable.text(history, "since");
    long calls = history.path("calls").asLong(0);
    long unrecorded = history.path("unrecorded").asLong(0);
    String first =
        since.isEmpty()
            ? "  no calls are recorded: nothing is known of where keys were used"
            : "  calls are recorded since "
                + since
                + "; looked at "
                + Wording.count(calls, "call", "calls")
                + " with a right secret";
    return unrecorded == 0
        ? first + ", none unrecorded since the start " + KeyTable.text(history, "unrecorded_since")
        : first
            + "\n  NOT RECORDED since the start "
            + KeyTable.text(history, "unrecorded_since")
            + ": "
            + Wording.count(unrecorded, "call", "calls")
            + ", which may be of more keys";
  }
}
