package dev.warder.store.sql;

import dev.warder.model.Secret;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Measures a store with many keys: `StoreSpeed PLACE [ROWS]`, where the place is a file that is
/// missing or `postgresql://…`.
final class StoreSpeed {
  private static final int BATCH = 5_000;

  private StoreSpeed() {}

  /// Prints how long each step takes.
  public static void main(String[] arguments) throws StoreException {
    String place = arguments[0];
    int rows = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 1_000_000;
    StoreSettings settings =
        place.startsWith("postgresql:")
            ? new StoreSettings.Postgres(place, "postgres", Secret.of(""))
            : new StoreSettings.Sqlite(Path.of(place));
    long[] start = {System.nanoTime()};
    try (Store store = Stores.open(settings)) {
      tell("open", start);
      fill(store, rows, 1);
      tell("insert", start);
      fill(store, rows / 10, 2);
      tell("change_tenth", start);
      for (int round = 0; round < 5; round++) {
        long[] loaded = new long[2];
        store
            .keys()
            .load(row -> {
              loaded[0]++;
              loaded[1] += row.body().length;
            });
        tell("load_" + loaded[0], start);
      }
      store.keys().page(KeyFilter.ofTenant("tenant-77"), "", 100);
      tell("page_of_tenant", start);
      store.keys().page(KeyFilter.ALL.and(KeyFilter.Privilege.PRIVILEGED), "", 100);
      tell("page_of_privileged", start);
      store.keys().count(KeyFilter.ALL.and(KeyFilter.Privilege.PRIVILEGED));
      tell("count_of_privileged", start);
      Contents.of(store);
      tell("contents", start);
    }
    tell("close", start);
    try (Store store = Stores.open(settings)) {
      tell("open_again", start);
      if (settings instanceof StoreSettings.Sqlite sqlite) {
        store.backup(sqlite.file().resolveSibling("backup.db"));
        tell("backup", start);
      }
      store.clear();
      tell("clear", start);
    }
  }

  private static void fill(Store store, int rows, long version) throws StoreException {
    long position = store.position();
    List<KeyRow> batch = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      batch.add(row(i, version));
      if (batch.size() == BATCH || i == rows - 1) {
        store.apply(Batch.ofKeys(++position, batch));
        batch.clear();
      }
    }
  }

  /// A row as a key's is: the id is drawn evenly, the body has 300 bytes.
  private static KeyRow row(int number, long version) {
    long drawn = number * 0x9E3779B97F4A7C15L;
    byte[] body = new byte[300];
    for (int i = 0; i < body.length; i++) {
      body[i] = (byte) (drawn >>> (i % 8 * 8));
    }
    return new KeyRow(
        "wk_" + Long.toUnsignedString(drawn, 36),
        "tenant-" + number % 200_000,
        "principal-" + number % 300_000,
        "scim",
        number % 20 == 0,
        1_790_000_000_000_000L + number,
        Long.MAX_VALUE,
        "ACTIVE",
        "",
        version,
        body);
  }

  private static void tell(String what, long[] start) {
    long now = System.nanoTime();
    System.out.printf(Locale.ROOT, "%s=%.3f s%n", what, (now - start[0]) / 1e9);
    start[0] = System.nanoTime();
  }
}
