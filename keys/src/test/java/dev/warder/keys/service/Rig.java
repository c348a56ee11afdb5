package dev.warder.keys.service;

import static java.util.Objects.requireNonNull;

import dev.warder.keys.Actor;
import dev.warder.keys.KeyAlarm;
import dev.warder.keys.Keys;
import dev.warder.keys.KeysException;
import dev.warder.keys.MintRequest;
import dev.warder.keys.Minted;
import dev.warder.keys.Presented;
import dev.warder.keys.Verdict;
import dev.warder.keys.hash.Peppers;
import dev.warder.keys.service.KeysSettings.Approvals;
import dev.warder.model.Secret;
import dev.warder.model.Source;
import dev.warder.model.SourceClass;
import dev.warder.policy.Environment;
import dev.warder.policy.GrantText;
import dev.warder.policy.Request;
import dev.warder.store.journal.Journal;
import dev.warder.store.journal.JournalException;
import dev.warder.store.journal.JournalSettings;
import dev.warder.store.journal.SegmentJournal;
import dev.warder.store.journal.fake.MemoryFiles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;

/// Keys over a journal and rows in memory, with a clock that stands until it is moved.
final class Rig implements AutoCloseable {
  static final Actor ADMIN = new Actor("admin-1", "203.0.113.9");
  static final Actor OTHER = new Actor("admin-2", "");
  static final Instant START = Instant.parse("2026-11-22T12:00:00Z");
  static final KeysSettings SETTINGS = KeysSettings.standard().approving(Approvals.NONE);
  static final Path FOLDER = Path.of("/journal");
  static final Path CALLS = Path.of("/calls");

  private static final Source SOURCE =
      new Source("203.0.113.7", 14061, "Example", "DE", SourceClass.HOSTING, "AS14061 DE");

  final MemoryFiles files;
  final RecordedStore store;
  final SegmentJournal journal;
  final SegmentJournal calls;
  final Keys keys;
  final List<KeyAlarm.Use> alarms = new CopyOnWriteArrayList<>();
  private final AtomicReference<Instant> now = new AtomicReference<>(START);

  private Rig(
      MemoryFiles files,
      RecordedStore store,
      KeysSettings settings,
      Peppers peppers,
      UnaryOperator<Journal> seen)
      throws KeysException, JournalException {
    this.files = files;
    this.store = store;
    journal = open(files, FOLDER);
    calls = open(files, CALLS);
    keys =
        KeyService.open(
            settings, peppers, journal, seen.apply(calls), store, alarms::add, now::get);
  }

  static Rig open() throws KeysException, JournalException {
    return open(SETTINGS);
  }

  static Rig open(KeysSettings settings) throws KeysException, JournalException {
    return open(new MemoryFiles(), new RecordedStore(), settings, peppers(1));
  }

  static Rig open(MemoryFiles files, RecordedStore store) throws KeysException, JournalException {
    return open(files, store, SETTINGS, peppers(1));
  }

  static Rig open(MemoryFiles files, RecordedStore store, KeysSettings settings, Peppers peppers)
      throws KeysException, JournalException {
    return new Rig(files, store, settings, peppers, UnaryOperator.identity());
  }

  /// Keys that see their journal through something.
  static Rig open(MemoryFiles files, RecordedStore store, UnaryOperator<Journal> seen)
      throws KeysException, JournalException {
    return new Rig(files, store, SETTINGS, peppers(1), seen);
  }

  private static SegmentJournal open(MemoryFiles files, Path folder) throws JournalException {
    return SegmentJournal.open(
        folder,
        JournalSettings.defaults().with(new JournalSettings.Sizes(4_096, 1 << 20, 1 << 16, 0)),
        files);
  }

  /// As many peppers, always the same.
  static Peppers peppers(int count) {
    Map<Integer, Secret> peppers = new java.util.HashMap<>();
    for (int version = 1; version <= count; version++) {
      byte[] pepper = new byte[Peppers.LENGTH];
      java.util.Arrays.fill(pepper, (byte) (version * 37));
      peppers.put(version, Secret.of(pepper));
    }
    return Peppers.of(peppers);
  }

  /// The same keys after a stop and a start.
  Rig reopened() throws KeysException, JournalException {
    return reopened(peppers(1));
  }

  Rig reopened(Peppers peppers) throws KeysException, JournalException {
    close();
    return open(files, store, SETTINGS, peppers);
  }

  void pass(Duration time) {
    now.updateAndGet(before -> before.plus(time));
  }

  long micros() {
    return now.get().toEpochMilli() * 1_000;
  }

  static GrantText opening(String... scopes) {
    GrantText nothing = MintRequest.OPENS_NOTHING;
    return new GrantText(
        List.of(scopes),
        nothing.exempt(),
        nothing.places(),
        nothing.hours(),
        nothing.limits(),
        nothing.held(),
        nothing.mode());
  }

  static MintRequest request(String tenant) {
    return MintRequest.of(tenant, Environment.LIVE)
        .owned("jane", "jane@example.org")
        .allowed(opening("GET /api/**"));
  }

  Minted mint(MintRequest request) throws KeysException {
    return (Minted) keys.mint(ADMIN, request);
  }

  Minted mint() throws KeysException {
    return mint(request("acme"));
  }

  static String text(Minted minted) {
    return new String(
        requireNonNull(minted.secret(), "no secret").expose(), StandardCharsets.US_ASCII);
  }

  Request get(String path) {
    return new Request(micros(), "api.example.org", "GET", path, SOURCE);
  }

  Verdict verify(Minted minted) {
    return verify(text(minted));
  }

  Verdict verify(String text) {
    return keys.verify(Presented.of(text), get("/api/systems"));
  }

  @Override
  public void close() throws KeysException, JournalException {
    keys.close();
    try {
      journal.close();
    } finally {
      calls.close();
    }
  }
}
