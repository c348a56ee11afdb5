package dev.warder.server.webhook;

import static java.util.Objects.requireNonNull;

import dev.warder.api.http.DoorMeters;
import dev.warder.model.Times;
import dev.warder.server.file.SafeFile;
import dev.warder.server.live.IncidentDesk.Known;
import dev.warder.server.live.IncidentFeed;
import dev.warder.server.live.IncidentFeed.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends what becomes of incidents to all who are named, each on a thread of its own. Opened before
/// anything is told, started when what is known of incidents can be asked for. Confined to one
/// thread.
///
/// Shape `webhooks/NAME`: how far that receiver is; one that is new begins with what comes next
///
/// Guarantees who is slow holds up nobody else; nobody is told what was before he was named
public final class Webhooks implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Webhooks.class);

  private final Path folder;
  private final IncidentFeed feed;
  private final InstantSource clock;
  private final Resolver resolver;
  private final Map<String, HookCounters> counters = new HashMap<>();
  private final Map<String, Runner> runners = new LinkedHashMap<>();
  private List<Prepared> prepared = List.of();
  private Function<String, Known> incidents = uid -> new Known.NotYet();
  private final List<DoorMeters> meters = new ArrayList<>();

  private Webhooks(Path folder, IncidentFeed feed, Resolver resolver, InstantSource clock) {
    this.folder = requireNonNull(folder, "folder is null");
    this.feed = requireNonNull(feed, "feed is null");
    this.resolver = requireNonNull(resolver, "resolver is null");
    this.clock = requireNonNull(clock, "clock is null");
  }

  /// A receiver, and where to go on with it.
  private record Prepared(Hook hook, PlaceFile file, Place place) {
    /// The same, where another has come meanwhile.
    Prepared behind(Runner before) {
      return new Prepared(hook, file, before.reached().orElse(place));
    }
  }

  /// Notes where those begin who are new.
  ///
  /// @param folder where it is kept how far each is
  /// @throws IOException if that cannot be kept
  public static Webhooks open(List<Hook> hooks, Path folder, IncidentFeed feed, InstantSource clock)
      throws IOException {
    return open(hooks, folder, feed, Resolver.system(), clock);
  }

  static Webhooks open(
      List<Hook> hooks, Path folder, IncidentFeed feed, Resolver resolver, InstantSource clock)
      throws IOException {
    Webhooks webhooks = new Webhooks(folder, feed, resolver, clock);
    webhooks.prepared = webhooks.prepare(hooks);
    webhooks.forgetAllBut(hooks);
    return webhooks;
  }

  private List<Prepared> prepare(List<Hook> hooks) throws IOException {
    if (!hooks.isEmpty()) {
      SafeFile.makeFolders(folder);
    }
    List<Prepared> all = new ArrayList<>();
    for (Hook hook : hooks) {
      PlaceFile file = new PlaceFile(folder.resolve(hook.name()));
      all.add(new Prepared(hook, file, place(hook, file)));
    }
    return all;
  }

  private Place place(Hook hook, PlaceFile file) throws IOException {
    Place end = feed.end();
    Optional<Place> kept;
    try {
      kept = file.read();
    } catch (IOException e) {
      LOG.atWarn()
          .addKeyValue("webhook", hook.name())
          .addKeyValue("why", e.getMessage())
          .log("how far it is cannot be read; what is not too old is sent again, same ids");
      kept = Optional.of(new Place(0, 0));
    }
    if (kept.isEmpty()) {
      file.write(end);
      return end;
    }
    // Journals that are shorter than what was read of them are others: of a restored backup.
    Place place = kept.get();
    return new Place(
        Math.min(place.calls(), end.calls()), Math.min(place.changes(), end.changes()));
  }

  /// Begins to send.
  ///
  /// @param known what is known of an incident
  public void start(Function<String, Known> known) {
    incidents = known;
    prepared.forEach(this::run);
    prepared = List.of();
  }

  private void run(Prepared one) {
    HookCounters counted = counted(one.hook().name());
    counted.disabled = false;
    counted.failing = false;
    PinnedPost post = new PinnedPost(resolver, Runner.ATTEMPT, clock);
    Courier courier =
        new Courier(
            one.hook(),
            feed,
            incidents,
            post,
            one.file(),
            one.place(),
            RandomGenerator.getDefault(),
            counted);
    runners.put(
        one.hook().name(),
        Runner.start(one.hook(), courier, post, counted, () -> Times.micros(clock.instant())));
  }

  /// Takes up who is named now: who did not change goes on undisturbed, even where it wants no
  /// more.
  ///
  /// @throws IOException if it cannot be kept where new ones begin; nothing has changed then
  public void replace(List<Hook> hooks) throws IOException {
    List<Hook> changed =
        hooks.stream()
            .filter(hook -> {
              Runner runner = runners.get(hook.name());
              return runner == null || !runner.hook().equals(hook);
            })
            .toList();
    Set<String> untouched = names(hooks);
    untouched.removeAll(names(changed));
    // Before anybody is ended: whoever cannot be replaced goes on as he was.
    List<Prepared> next = preparedOrNothing(changed);
    Map<String, Runner> over = new LinkedHashMap<>(runners);
    over.keySet().removeAll(untouched);
    runners.keySet().retainAll(untouched);
    Runner.end(over.values());
    for (Prepared one : next) {
      Runner before = over.remove(one.hook().name());
      run(before == null ? one : one.behind(before));
    }
    over.keySet().forEach(name -> counted(name).rest());
    try {
      forgetAllBut(hooks);
    } catch (IOException e) {
      LOG.atWarn()
          .addKeyValue("why", e.getMessage())
          .log("how far those are who are not named any more cannot be forgotten");
    }
  }

  private List<Prepared> preparedOrNothing(List<Hook> changed) throws IOException {
    try {
      return prepare(changed);
    } catch (IOException e) {
      try {
        // Who is new and could not be taken up begins when he is.
        forgetAllBut(runners.values().stream().map(Runner::hook).toList());
      } catch (IOException more) {
        e.addSuppressed(more);
      }
      throw e;
    }
  }

  private static Set<String> names(List<Hook> hooks) {
    return hooks.stream().map(Hook::name).collect(Collectors.toCollection(HashSet::new));
  }

  /// Whoever is named again later begins anew.
  private void forgetAllBut(List<Hook> hooks) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    List<String> names = hooks.stream().map(Hook::name).toList();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        String name = String.valueOf(file.getFileName());
        // What somebody is just writing beside his place is his.
        String whose = name.endsWith(".part") ? name.substring(0, name.length() - 5) : name;
        if (!names.contains(whose)) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  private HookCounters counted(String name) {
    return counters.computeIfAbsent(
        name,
        hook -> {
          HookCounters made = new HookCounters();
          meters.forEach(into -> show(hook, made, into));
          return made;
        });
  }

  /// Shows in `/metrics` how each is doing.
  public void count(DoorMeters into) {
    meters.add(into);
    counters.forEach((name, made) -> show(name, made, into));
  }

  private static void show(String name, HookCounters made, DoorMeters into) {
    into.counter(
        "warder.webhook.sent", "Messages that were taken", made.sent::sum, "webhook", name);
    into.counter(
        "warder.webhook.failed",
        "Attempts at which a message was not taken",
        made.failed::sum,
        "webhook",
        name);
    into.counter(
        "warder.webhook.given.up",
        "Messages that were not taken for three days",
        made.givenUp::sum,
        "webhook",
        name);
    into.gauge(
        "warder.webhook.waiting",
        "Changes of incidents that are not sent yet, up to 1,000",
        () -> made.waiting,
        "webhook",
        name);
    into.gauge(
        "warder.webhook.disabled",
        "1 where the receiver wants no more (410)",
        () -> made.disabled ? 1 : 0,
        "webhook",
        name);
    into.gauge(
        "warder.webhook.running",
        "0 where the sending itself fails; the log says why",
        () -> made.failing ? 0 : 1,
        "webhook",
        name);
  }

  /// Ends what is under way; what was not acknowledged is sent after the next start.
  @Override
  public void close() {
    Runner.end(runners.values());
    runners.clear();
  }
}
