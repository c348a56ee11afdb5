package dev.warder.keys.service;

import static java.util.Objects.requireNonNull;

import dev.warder.keys.KeyPage;
import dev.warder.keys.KeysException;
import dev.warder.keys.ManagedKey;
import dev.warder.keys.Reach;
import dev.warder.keys.json.BrokenBody;
import dev.warder.keys.registry.KnownHistory;
import dev.warder.keys.registry.Registry;
import dev.warder.keys.state.KeyState;
import dev.warder.keys.state.Pick;
import dev.warder.keys.verify.CallHistory;
import dev.warder.keys.verify.CallHistory.Answer;
import dev.warder.keys.verify.Turns;
import dev.warder.model.ErrorCode;
import dev.warder.policy.select.Selector;
import dev.warder.policy.select.Selector.OfCalls;
import dev.warder.policy.select.Selectors;
import dev.warder.policy.text.Parsed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/// Finds keys by selectors.
///
/// Bounds 4 lists at a time, each of which may look at every key, and 32 who wait for 5 s
final class Selecting {
  private static final int MOST = 1_000;
  private static final int AT_ONCE = 4;
  private static final int WAITING = 32;
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final String CURSOR = "k";
  private static final int RADIX = 36;

  private final Registry registry;
  private final Views views;
  private final CallHistory calls;
  private final KnownHistory history;
  private final Turns turns;

  Selecting(Registry registry, Views views, CallHistory calls) {
    this(registry, views, calls, new Turns("others are listing keys", AT_ONCE, WAITING, PATIENCE));
  }

  /// @param turns of lists
  Selecting(Registry registry, Views views, CallHistory calls, Turns turns) {
    this.registry = requireNonNull(registry, "registry is null");
    this.views = requireNonNull(views, "views is null");
    this.calls = requireNonNull(calls, "calls is null");
    this.turns = requireNonNull(turns, "turns is null");
    this.history = new KnownHistory(registry);
  }

  /// The serial of a key's id, negative if there is no such key.
  static ToIntFunction<String> serials(Registry registry) {
    return id -> {
      KeyState key = registry.find(id);
      return key == null ? -1 : key.serial();
    };
  }

  /// The selector that a text spells.
  Selector selector(String text) throws KeysException {
    Selector selector =
        switch (Selectors.parse(text)) {
          case Parsed.Value<Selector>(Selector value) -> value;
          case Parsed.Problem<Selector>(int column, String message) ->
              throw new KeysException(
                  ErrorCode.SELECTOR_INVALID, "the selector, column " + column + ": " + message);
        };
    return selector;
  }

  /// A selector fixed as of a time, with all that was looked for in calls to answer it.
  Selection selection(Selector selector, long nowMicros) throws KeysException {
    Selector fixed = selector.frozen(nowMicros);
    List<OfCalls> asked = fixed.ofCalls();
    Answer answer =
        asked.isEmpty() ? new Answer(List.of(), List.of(), Reach.NONE) : calls.look(asked);
    return new Selection(fixed, nowMicros, registry, views, answer);
  }

  /// What a selector picks that was written down.
  Pick pick(String text) {
    return pick(Selectors.parse(text).orThrow(), history);
  }

  /// Compiles selectors that were written down.
  static Pick.Compiler compiler(KnownHistory history) {
    return text ->
        switch (Selectors.parse(text)) {
          case Parsed.Value<Selector>(Selector selector) -> pick(selector, history);
          case Parsed.Problem<Selector>(int column, String message) ->
              throw new BrokenBody(
                  "a selector does not read back, column " + column + ": " + message);
        };
  }

  private static Pick pick(Selector selector, KnownHistory history) {
    return (key, asOfMicros) -> selector.matches(key, history, asOfMicros);
  }

  KeyPage list(String text, String cursor, int limit) throws KeysException {
    if (limit < 1 || limit > MOST) {
      throw new KeysException(ErrorCode.REQUEST_INVALID, "a page has 1 to 1,000 keys");
    }
    Selector selector = text.isBlank() ? new Selector.All() : selector(text);
    Selection selection = selection(selector, views.nowMicros());
    int from = serial(cursor);
    return turns.during(() -> page(selection, from, limit));
  }

  private KeyPage page(Selection selection, int from, int limit) {
    int size = registry.keys().size();
    List<ManagedKey> found = new ArrayList<>();
    int at = from;
    while (at < size && found.size() < limit) {
      KeyState key = registry.keys().at(at).value();
      if (selection.picks(key)) {
        found.add(views.of(key));
      }
      at++;
    }
    return new KeyPage(
        found, at < size ? CURSOR + Integer.toString(at, RADIX) : "", selection.reach());
  }

  private static int serial(String cursor) throws KeysException {
    if (cursor.isEmpty()) {
      return 0;
    }
    try {
      if (cursor.startsWith(CURSOR)) {
        return Integer.parseUnsignedInt(cursor, CURSOR.length(), cursor.length(), RADIX)
            & Integer.MAX_VALUE;
      }
    } catch (NumberFormatException | IndexOutOfBoundsException _) {
      // Said below.
    }
    throw new KeysException(
        ErrorCode.REQUEST_INVALID, "the cursor is none; take it from the page before as it is");
  }
}
