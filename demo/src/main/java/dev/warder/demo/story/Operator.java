package dev.warder.demo.story;

import static java.util.Objects.requireNonNull;

import dev.warder.demo.clock.Timeline;
import dev.warder.demo.story.Teller.Who;
import dev.warder.demo.warder.WarderApi;
import dev.warder.demo.warder.WarderApi.Incident;
import dev.warder.demo.warder.WarderApi.Standing;
import dev.warder.demo.world.Caller;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// Somebody on call: reads incidents, asks the owners of the keys, and contains what none of them
/// did. Knows what Warder tells and what owners say, and nothing else.
final class Operator {
  private final WarderApi warder;
  private final Timeline clock;
  private final Teller teller;
  private final Owners owners;
  private final Duration reaction;
  private final Map<String, Incident> known = new LinkedHashMap<>();
  private final List<Case> waiting = new ArrayList<>();

  /// @param owners of the keys, who can be asked
  /// @param reaction how long reading and asking takes
  Operator(WarderApi warder, Timeline clock, Teller teller, Owners owners, Duration reaction) {
    this.warder = requireNonNull(warder, "warder is null");
    this.clock = requireNonNull(clock, "clock is null");
    this.teller = requireNonNull(teller, "teller is null");
    this.owners = requireNonNull(owners, "owners is null");
    this.reaction = requireNonNull(reaction, "reaction is null");
  }

  /// Who owns keys.
  interface Owners {
    /// Whether the owner of a key says that what was done with it was done by him.
    boolean didIt(String key);

    /// Has whatever software has the key go on with another.
    void replace(String key) throws IOException;
  }

  /// An incident that somebody looks into, until when.
  private record Case(Incident incident, Instant until) {}

  /// All incidents that were told so far.
  List<Incident> incidents() {
    return List.copyOf(known.values());
  }

  /// Reads what is new.
  ///
  /// @return incidents that were not there before
  List<Incident> look() throws IOException {
    List<Incident> fresh = new ArrayList<>();
    for (Incident incident : warder.incidents().reversed()) {
      if (known.put(incident.uid(), incident) == null) {
        fresh.add(incident);
        waiting.add(new Case(incident, clock.instant().plus(reaction)));
        teller.tell(
            clock.instant(),
            Who.WARDER,
            incident.severity().toUpperCase(Locale.ROOT)
                + "  "
                + incident.what()
                + "  (incident "
                + incident.uid()
                + ")");
      }
    }
    return fresh;
  }

  /// Decides about incidents that were looked into for long enough.
  ///
  /// @return keys that nobody who owns one used so; empty if there are none
  List<String> decide() throws IOException {
    List<String> suspects = new ArrayList<>();
    for (Case one : List.copyOf(waiting)) {
      if (one.until().isAfter(clock.instant())) {
        continue;
      }
      waiting.remove(one);
      // As it is now: it may have grown.
      Incident incident = known.getOrDefault(one.incident().uid(), one.incident());
      List<String> denied =
          incident.keys().stream().filter(key -> !key.isEmpty() && !owners.didIt(key)).toList();
      if (denied.isEmpty()) {
        teller.tell(
            clock.instant(), Who.OPERATOR, "asked: it was the owner; closes " + incident.uid());
        warder.close(incident.uid(), "benign", "the owner says it was he");
      } else {
        denied.stream().filter(key -> !suspects.contains(key)).forEach(suspects::add);
      }
    }
    return live(suspects);
  }

  /// Those that open anything still.
  private List<String> live(List<String> suspects) throws IOException {
    return suspects.isEmpty()
        ? List.of()
        : warder.keys("id in (" + names(suspects) + ")").stream()
            .filter(key -> !key.isOver())
            .map(Standing::id)
            .toList();
  }

  /// Fences, has the owners' software go on with other keys, ends all that came of the suspects,
  /// then the suspects themselves, while the thief's programs go on calling.
  Containment contain(List<String> suspects, URI gate, Supplier<List<Caller>> guises)
      throws IOException, InterruptedException {
    teller.tell(
        clock.instant(), Who.OPERATOR, "asked: it was not the owner; fences " + names(suspects));
    for (String key : suspects) {
      warder.fence(key, "in other hands");
    }
    long fenced =
        warder.keys("id in (" + names(suspects) + ")").stream()
            .filter(key -> key.state().equals("fenced") || key.isOver())
            .count();
    for (String key : suspects) {
      owners.replace(key);
    }
    String descendants =
        suspects.stream().map(key -> "descendant-of " + key).collect(Collectors.joining(" or "));
    try (Pursuit pursuit = Pursuit.begin(gate, guises.get())) {
      int ended = warder.invalidate(descendants);
      for (String key : suspects) {
        warder.revoke(key, "in other hands");
      }
      Pursuit.Count count = pursuit.end();
      teller.tell(
          clock.instant(),
          Who.OPERATOR,
          "ended "
              + ended
              + " keys that were made with them, revoked "
              + names(suspects)
              + "; acknowledged");
      List<Standing> line = warder.keys("id in (" + names(suspects) + ") or " + descendants);
      return new Containment(
          suspects,
          (int) fenced,
          line.stream().map(Standing::id).toList(),
          (int) line.stream().filter(Standing::isOver).count(),
          count);
    }
  }

  private static String names(List<String> keys) {
    return String.join(", ", keys);
  }
}
