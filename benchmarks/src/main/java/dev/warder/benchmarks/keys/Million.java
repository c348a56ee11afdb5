package dev.warder.benchmarks.keys;

import static java.util.Objects.requireNonNull;

import dev.warder.keys.Actor;
import dev.warder.keys.Integration;
import dev.warder.keys.KeyAlarm;
import dev.warder.keys.Keys;
import dev.warder.keys.KeysException;
import dev.warder.keys.MintRequest;
import dev.warder.keys.Minted;
import dev.warder.keys.hash.PepperException;
import dev.warder.keys.hash.PepperFile;
import dev.warder.keys.hash.Peppers;
import dev.warder.keys.service.KeyService;
import dev.warder.keys.service.KeysSettings;
import dev.warder.keys.service.KeysSettings.Approvals;
import dev.warder.policy.Environment;
import dev.warder.policy.GrantText;
import dev.warder.store.journal.JournalException;
import dev.warder.store.journal.JournalSettings;
import dev.warder.store.journal.JournalSettings.WhenBehind;
import dev.warder.store.journal.SegmentJournal;
import dev.warder.store.sql.Store;
import dev.warder.store.sql.StoreException;
import dev.warder.store.sql.StoreSettings;
import dev.warder.store.sql.Stores;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/// As many keys as are wanted, minted one by one through the journal on disk, with a database in a
/// file; a fifth as many tenants, a tenth of the keys privileged, four sorts of grant.
final class Million implements AutoCloseable {
  static final Actor ADMIN = new Actor("benchmark", "");
  private static final int MINTERS = 512;
  private static final int KEYS_PER_TENANT = 5;
  private static final long SETTLE_NANOS = 500_000_000L;

  private final Path folder;
  private final Peppers peppers;
  private final String[] texts;
  private SegmentJournal journal;
  private SegmentJournal calls;
  private Store store;
  private Keys keys;

  private Million(Path folder, int count)
      throws KeysException, JournalException, StoreException, PepperException {
    this.folder = folder;
    peppers = new PepperFile(folder.resolve("peppers")).open(new SecureRandom());
    texts = new String[count];
    journal = openJournal("journal");
    calls = openJournal("calls");
    store = openStore();
    keys = openKeys();
  }

  static Million open(Path folder, int count)
      throws KeysException, JournalException, StoreException, PepperException {
    return new Million(folder, count);
  }

  private SegmentJournal openJournal(String name) throws JournalException {
    return SegmentJournal.open(
        folder.resolve(name), JournalSettings.defaults().with(WhenBehind.LOSE));
  }

  private Store openStore() throws StoreException {
    return Stores.open(new StoreSettings.Sqlite(folder.resolve("rows.db")));
  }

  private Keys openKeys() throws KeysException {
    return KeyService.open(
        KeysSettings.standard().approving(Approvals.NONE),
        peppers,
        journal,
        calls,
        store,
        KeyAlarm.NONE,
        InstantSource.system());
  }

  /// Mints all keys; answers how many in a second.
  double mint() throws InterruptedException, ExecutionException {
    AtomicInteger next = new AtomicInteger();
    long start = System.nanoTime();
    try (ExecutorService minters = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < MINTERS; i++) {
        running.add(
            minters.submit(() -> {
              for (int key = next.getAndIncrement();
                  key < texts.length;
                  key = next.getAndIncrement()) {
                texts[key] = mint(key);
              }
              return null;
            }));
      }
      for (Future<?> minter : running) {
        minter.get();
      }
    }
    return texts.length / ((System.nanoTime() - start) / 1e9);
  }

  private String mint(int key) throws KeysException {
    MintRequest request =
        MintRequest.of("tenant-" + key / KEYS_PER_TENANT, Environment.LIVE)
            .actingAs("user-" + key)
            .usedBy(new Integration(key % 3 == 0 ? "scim" : "log-puller", ""))
            .allowed(grant(key % 4));
    Minted minted = (Minted) keys.mint(ADMIN, key % 10 == 0 ? request.privileged() : request);
    return new String(
        requireNonNull(minted.secret(), "a key without a secret").expose(),
        StandardCharsets.US_ASCII);
  }

  private static GrantText grant(int sort) {
    GrantText nothing = MintRequest.OPENS_NOTHING;
    return new GrantText(
        List.of(
            "GET /api/systems/{id}", "GET /api/users/**", "POST /api/commands", "GET /api/" + sort),
        nothing.exempt(),
        sort == 0 ? List.of() : List.of("203.0.113.0/24", "AS14061", "DE"),
        nothing.hours(),
        nothing.limits(),
        nothing.held(),
        nothing.mode());
  }

  /// Waits until the rows of all keys are written.
  void settle() {
    while (keys.status().unprojected() > 0 || !keys.status().projectionFault().isEmpty()) {
      LockSupport.parkNanos(SETTLE_NANOS);
    }
  }

  /// Stops and starts anew once all rows are written; answers the seconds until verdicts are given.
  double load() throws KeysException, JournalException, StoreException {
    close();
    long start = System.nanoTime();
    journal = openJournal("journal");
    calls = openJournal("calls");
    store = openStore();
    keys = openKeys();
    return (System.nanoTime() - start) / 1e9;
  }

  Keys keys() {
    return keys;
  }

  Store store() {
    return store;
  }

  Peppers peppers() {
    return peppers;
  }

  Path folder() {
    return folder;
  }

  int size() {
    return texts.length;
  }

  String text(int key) {
    return texts[key];
  }

  @Override
  public void close() throws KeysException, JournalException {
    keys.close();
    store.close();
    journal.close();
    calls.close();
  }
}
