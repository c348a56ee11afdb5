package dev.warder.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What every store does. Each implementation has a test that extends this and opens it.
public abstract class StoreContract {
  private @Nullable Store opened;

  /// Opens the store of one test: empty the first time, then with what is in it.
  protected abstract Store open() throws Exception;

  @BeforeEach
  void openEmpty() throws Exception {
    opened = open();
  }

  @AfterEach
  void close() {
    store().close();
  }

  protected final Store store() {
    if (opened == null) {
      throw new IllegalStateException("not open");
    }
    return opened;
  }

  private void reopen() throws Exception {
    store().close();
    opened = open();
  }

  private static List<KeyRow> loaded(Store store) throws StoreException {
    List<KeyRow> rows = new ArrayList<>();
    store.keys().load(rows::add);
    return rows;
  }

  private static List<KeyRow> paged(Store store, KeyFilter filter, int limit)
      throws StoreException {
    List<KeyRow> rows = new ArrayList<>();
    String after = "";
    do {
      KeyPage page = store.keys().page(filter, after, limit);
      assertThat(page.rows()).hasSizeLessThanOrEqualTo(limit);
      if (!page.next().isEmpty()) {
        assertThat(page.rows()).as("only the last page is short").hasSize(limit);
      }
      rows.addAll(page.rows());
      after = page.next();
    } while (!after.isEmpty());
    return rows;
  }

  private static List<String> ids(List<KeyRow> rows) {
    return rows.stream().map(KeyRow::id).toList();
  }

  @Test
  void anEmptyStoreIsAtPositionZeroAndHoldsNothing() throws StoreException {
    assertThat(store().position()).isZero();
    assertThat(loaded(store())).isEmpty();
    assertThat(paged(store(), KeyFilter.ALL, 10)).isEmpty();
    assertThat(store().keys().count(KeyFilter.ALL)).isZero();
    assertThat(store().keys().find("a")).isNull();
    assertThat(store().documents().find("kind", "a")).isNull();
    assertThat(store().documents().kinds()).isEmpty();
    assertThat(store().documents().page("kind", "", 5)).isEmpty();
  }

  @Test
  void everyPartOfARowIsReadBackAsItWas() throws StoreException {
    byte[] everyByte = new byte[256];
    for (int i = 0; i < 256; i++) {
      everyByte[i] = (byte) i;
    }
    String long256 = "\uFFFD".repeat(256);
    List<KeyRow> rows =
        List.of(
            new KeyRow("1", "t", "p", "k", true, 1, 2, "S", "parent", 3, everyByte),
            new KeyRow(
                "2", "", "", "", false, Long.MIN_VALUE, Long.MAX_VALUE, "s", "", 1, new byte[0]),
            new KeyRow(
                long256,
                long256,
                long256,
                "k".repeat(64),
                true,
                -1,
                0,
                "s".repeat(64),
                long256,
                Long.MAX_VALUE,
                new byte[KeyRow.MAX_BODY]));
    store().apply(Batch.ofKeys(1, rows));

    for (KeyRow row : rows) {
      assertThat(store().keys().find(row.id())).isEqualTo(row);
    }
    assertThat(loaded(store())).containsExactlyInAnyOrderElementsOf(rows);
    assertThat(paged(store(), KeyFilter.ALL, 2)).containsExactlyElementsOf(rows);
  }

  @Test
  void everyPartOfADocumentIsReadBackAsItWas() throws StoreException {
    byte[] large = new byte[3 << 20];
    new Random(1).nextBytes(large);
    Document document = new Document("k".repeat(64), "\uFFFD".repeat(256), 7, large);
    Document empty = new Document("k".repeat(64), "empty", 1, new byte[0]);
    store().apply(new Batch(1, List.of(), List.of(document, empty), List.of()));

    assertThat(store().documents().find(document.kind(), document.id())).isEqualTo(document);
    List<Document> loaded = new ArrayList<>();
    store().documents().load(document.kind(), loaded::add);
    assertThat(loaded).containsExactlyInAnyOrder(document, empty);
    assertThat(store().documents().count(document.kind())).isEqualTo(2);
    assertThat(store().documents().kinds()).containsExactly(document.kind());
  }

  @Test
  void aLowerVersionNeverOverwritesAHigherOne() throws StoreException {
    KeyRow third = Batches.key("a", 3);
    store().apply(Batch.ofKeys(1, List.of(third)));
    store().apply(Batch.ofKeys(2, List.of(Batches.key("a", 2))));
    assertThat(store().keys().find("a")).isEqualTo(third);

    store()
        .apply(
            Batch.ofKeys(
                3, List.of(Batches.key("a", 4), Batches.key("a", 6), Batches.key("a", 5))));
    assertThat(store().keys().find("a")).isEqualTo(Batches.key("a", 6));
    assertThat(store().keys().count(KeyFilter.ALL)).isEqualTo(1);
  }

  @Test
  void ofTheSameVersionTheRowThatIsThereStays() throws StoreException {
    KeyRow first = new KeyRow("a", "one", "", "", false, 0, 0, "s", "", 5, new byte[] {1});
    KeyRow second = new KeyRow("a", "two", "", "", false, 0, 0, "s", "", 5, new byte[] {2});
    store().apply(Batch.ofKeys(1, List.of(first, second)));
    assertThat(store().keys().find("a")).isEqualTo(first);
    store().apply(Batch.ofKeys(2, List.of(second)));
    assertThat(store().keys().find("a")).isEqualTo(first);
  }

  @Test
  void documentsGoByTheirVersionsWhateverTheOrder() throws StoreException {
    Document third = Batches.document("k", "a", 3);
    store().apply(new Batch(1, List.of(), List.of(third), List.of()));
    store()
        .apply(
            new Batch(
                2, List.of(), List.of(Batches.document("k", "a", 2)), List.of(removal("a", 2))));
    assertThat(store().documents().find("k", "a")).isEqualTo(third);

    Document fifth = Batches.document("k", "a", 5);
    store().apply(new Batch(3, List.of(), List.of(fifth), List.of(removal("a", 4))));
    assertThat(store().documents().find("k", "a")).isEqualTo(fifth);

    store().apply(new Batch(4, List.of(), List.of(fifth), List.of(removal("a", 5))));
    assertThat(store().documents().find("k", "a")).isNull();
    assertThat(store().documents().count("k")).isZero();
  }

  private static Removal removal(String id, long version) {
    return new Removal("k", id, version);
  }

  @Test
  void aRemovalTakesItsDocumentAlone() throws StoreException {
    List<Document> others =
        List.of(
            Batches.document("k", "b", 1),
            Batches.document("K", "a", 1),
            Batches.document("other", "a", 1));
    List<Document> all = new ArrayList<>(others);
    all.add(Batches.document("k", "a", 1));
    store().apply(new Batch(1, List.of(), all, List.of()));
    store().apply(new Batch(2, List.of(), List.of(), List.of(removal("a", 9))));

    for (Document other : others) {
      assertThat(store().documents().find(other.kind(), other.id())).isEqualTo(other);
    }
    assertThat(store().documents().find("k", "a")).isNull();
  }

  @Test
  void thePositionNeverGoesBackAndABatchThatTriesChangesNothing() throws StoreException {
    store().apply(Batch.ofKeys(9, List.of(Batches.key("a", 1))));
    Contents before = Contents.of(store());
    assertThatThrownBy(() -> store().apply(Batch.ofKeys(8, List.of(Batches.key("b", 1)))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("back");
    assertThat(Contents.of(store())).isEqualTo(before);

    store().apply(Batch.ofKeys(9, List.of(Batches.key("c", 1))));
    assertThat(store().keys().count(KeyFilter.ALL)).as("it may stay").isEqualTo(2);
  }

  @Test
  void appliedAgainABatchChangesNothing() throws StoreException {
    Batch batch = Batches.at(5);
    store().apply(batch);
    Contents before = Contents.of(store());
    store().apply(batch);
    assertThat(Contents.of(store())).isEqualTo(before);
  }

  @Test
  void rowsAndPositionOutliveClosing() throws Exception {
    for (long position = 1; position <= 20; position++) {
      store().apply(Batches.at(position));
    }
    Contents before = Contents.of(store());
    reopen();
    assertThat(Contents.of(store())).isEqualTo(before);
    store().apply(Batches.at(21));
    assertThat(store().position()).isEqualTo(21);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 100, 101, 1_000})
  void pagesMeetEveryRowOnceAndInOrder(int limit) throws StoreException {
    List<KeyRow> rows = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      rows.add(Batches.key("key-" + i, 1));
    }
    store().apply(Batch.ofKeys(1, rows));
    List<String> expected = new TreeSet<>(ids(rows)).stream().toList();
    assertThat(ids(paged(store(), KeyFilter.ALL, limit))).isEqualTo(expected);
  }

  @Test
  void rowsThatAreThereThroughoutAreMetOnceWhateverChangesBetweenPages() throws StoreException {
    List<KeyRow> rows = new ArrayList<>();
    for (int i = 100; i < 200; i++) {
      rows.add(Batches.key("key-" + i, 1));
    }
    store().apply(Batch.ofKeys(1, rows));
    List<String> met = new ArrayList<>();
    String after = "";
    long position = 1;
    do {
      KeyPage page = store().keys().page(KeyFilter.ALL, after, 10);
      met.addAll(ids(page.rows()));
      after = page.next();
      position++;
      // New rows before and behind the place, and every row that was there is changed.
      List<KeyRow> changes = new ArrayList<>();
      changes.add(Batches.key("key-000-" + position, position));
      changes.add(Batches.key("key-150-" + position, position));
      for (KeyRow row : rows) {
        changes.add(Batches.key(row.id(), position));
      }
      store().apply(Batch.ofKeys(position, changes));
    } while (!after.isEmpty());

    assertThat(met).doesNotHaveDuplicates().isSorted().containsAll(ids(rows));
  }

  @Test
  void idsAreInTheOrderOfTheirBytesInUtf8() throws StoreException {
    List<KeyRow> rows = new ArrayList<>();
    List<Document> documents = new ArrayList<>();
    for (String text : Batches.ODD_TEXTS) {
      rows.add(Batches.key(text, 1));
      documents.add(Batches.document("k", text, 1));
    }
    store().apply(new Batch(1, rows, documents, List.of()));
    List<String> expected =
        Batches.ODD_TEXTS.stream()
            .sorted((a, b) -> Arrays.compareUnsigned(utf8(a), utf8(b)))
            .toList();
    assertThat(ids(paged(store(), KeyFilter.ALL, 3))).isEqualTo(expected);

    List<String> found = new ArrayList<>();
    List<Document> page = store().documents().page("k", "", 3);
    while (!page.isEmpty()) {
      page.forEach(document -> found.add(document.id()));
      page = store().documents().page("k", page.getLast().id(), 3);
    }
    assertThat(found).isEqualTo(expected);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void filtersMeanWhatTheySay(long seed) throws StoreException {
    Random random = new Random(seed);
    List<KeyRow> rows = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      KeyRow any = Batches.anyKey(random);
      rows.add(
          new KeyRow(
              "key-" + i,
              any.tenant(),
              any.principal(),
              any.integrationKind(),
              any.privileged(),
              any.mintedMicros(),
              any.expiresMicros(),
              any.standing(),
              any.parentId(),
              1,
              any.body()));
    }
    store().apply(Batch.ofKeys(1, rows));
    int matched = 0;
    for (int i = 0; i < 200; i++) {
      KeyFilter filter = KeyFilter.ALL;
      for (int more = 1 + random.nextInt(3); more > 0; more--) {
        filter = filter.and(anyCondition(random));
      }
      KeyFilter asked = filter;
      List<String> expected =
          rows.stream()
              .filter(row -> MemoryStore.fits(row, asked))
              .map(KeyRow::id)
              .sorted()
              .toList();
      assertThat(ids(paged(store(), asked, 50))).as("%s", asked).isEqualTo(expected);
      assertThat(store().keys().count(asked)).as("%s", asked).isEqualTo(expected.size());
      matched += expected.isEmpty() ? 0 : 1;
    }
    assertThat(matched).as("filters that find something").isGreaterThan(50);
  }

  private static KeyFilter.Condition anyCondition(Random random) {
    KeyFilter.Text text = List.of(KeyFilter.Text.values()).get(random.nextInt(5));
    KeyFilter.Time time = List.of(KeyFilter.Time.values()).get(random.nextInt(2));
    return switch (random.nextInt(6)) {
      case 0 -> new KeyFilter.Is(text, Batches.anyText(random, 9));
      case 1 -> new KeyFilter.Is(text, "");
      case 2 ->
          new KeyFilter.IsOneOf(
              text, List.of("", Batches.anyText(random, 9), Batches.anyText(random, 9)));
      case 3 -> new KeyFilter.From(time, Batches.anyTime(random));
      case 4 -> new KeyFilter.Before(time, Batches.anyTime(random));
      default ->
          random.nextBoolean() ? KeyFilter.Privilege.PRIVILEGED : KeyFilter.Privilege.ORDINARY;
    };
  }

  @ParameterizedTest
  @ValueSource(ints = {0, -1, 1_001})
  void aPageOfNoOrTooManyRowsIsRefused(int limit) {
    assertThatThrownBy(() -> store().keys().page(KeyFilter.ALL, "", limit))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> store().documents().page("k", "", limit))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void loadingShowsTheRowsOfOneMoment() throws StoreException {
    List<KeyRow> before = new ArrayList<>();
    List<KeyRow> after = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      before.add(Batches.key("key-" + i, 1));
      after.add(Batches.key("key-" + i, 2));
    }
    after.add(Batches.key("late", 1));
    store().apply(Batch.ofKeys(1, before));
    AtomicBoolean changed = new AtomicBoolean();
    List<KeyRow> seen = new ArrayList<>();
    store()
        .keys()
        .load(row -> {
          seen.add(row);
          if (changed.compareAndSet(false, true)) {
            applyUnchecked(store(), Batch.ofKeys(2, after));
          }
        });
    assertThat(seen).containsExactlyInAnyOrderElementsOf(before);
    assertThat(loaded(store())).containsExactlyInAnyOrderElementsOf(after);
  }

  private static void applyUnchecked(Store store, Batch batch) {
    try {
      store.apply(batch);
    } catch (StoreException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aReaderThatBreaksOffLeavesTheStoreUsable() throws StoreException {
    store().apply(Batches.at(1));
    for (int i = 0; i < 50; i++) {
      assertThatThrownBy(() ->
              store()
                  .keys()
                  .load(_ -> {
                    throw new IllegalStateException("enough");
                  }))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("enough");
    }
    assertThat(loaded(store())).hasSize(40);
  }

  @Test
  void aBatchOfAnySizeGoesIn() throws StoreException {
    List<KeyRow> rows = new ArrayList<>();
    for (int i = 0; i < 4_321; i++) {
      rows.add(Batches.key("key-" + i, 1));
    }
    store().apply(Batch.ofKeys(1, rows));
    assertThat(store().keys().count(KeyFilter.ALL)).isEqualTo(4_321);
    store().apply(Batch.ofKeys(2, List.of()));
    assertThat(store().position()).isEqualTo(2);
  }

  @Test
  void clearedAndRebuiltItIsTheSame() throws Exception {
    for (long position = 1; position <= 60; position++) {
      store().apply(Batches.at(position));
    }
    Contents before = Contents.of(store());
    assertThat(before.keys()).isPositive();
    assertThat(before.documents()).isPositive();
    store().clear();
    assertThat(store().position()).isZero();
    assertThat(loaded(store())).isEmpty();
    assertThat(store().documents().kinds()).isEmpty();

    // In larger batches: how the journal was cut up makes no difference.
    for (long position = 4; position <= 60; position += 4) {
      store().apply(joined(position - 3, position));
    }
    assertThat(Contents.of(store())).isEqualTo(before);
    reopen();
    assertThat(Contents.of(store())).isEqualTo(before);
  }

  private static Batch joined(long from, long to) {
    List<KeyRow> keys = new ArrayList<>();
    List<Document> documents = new ArrayList<>();
    List<Removal> removals = new ArrayList<>();
    for (long position = from; position <= to; position++) {
      Batch batch = Batches.at(position);
      keys.addAll(batch.keys());
      documents.addAll(batch.documents());
      removals.addAll(batch.removals());
    }
    return new Batch(to, keys, documents, removals);
  }

  @Test
  void contentsDifferWhenAnythingDoes() throws StoreException {
    KeyRow row = new KeyRow("a", "b", "c", "d", false, 1, 2, "e", "f", 3, new byte[] {1});
    List<KeyRow> others =
        List.of(
            new KeyRow("x", "b", "c", "d", false, 1, 2, "e", "f", 3, new byte[] {1}),
            new KeyRow("a", "x", "c", "d", false, 1, 2, "e", "f", 3, new byte[] {1}),
            new KeyRow("a", "bc", "", "d", false, 1, 2, "e", "f", 3, new byte[] {1}),
            new KeyRow("a", "b", "c", "x", false, 1, 2, "e", "f", 3, new byte[] {1}),
            new KeyRow("a", "b", "c", "d", true, 1, 2, "e", "f", 3, new byte[] {1}),
            new KeyRow("a", "b", "c", "d", false, 9, 2, "e", "f", 3, new byte[] {1}),
            new KeyRow("a", "b", "c", "d", false, 1, 9, "e", "f", 3, new byte[] {1}),
            new KeyRow("a", "b", "c", "d", false, 1, 2, "x", "f", 3, new byte[] {1}),
            new KeyRow("a", "b", "c", "d", false, 1, 2, "e", "x", 3, new byte[] {1}),
            new KeyRow("a", "b", "c", "d", false, 1, 2, "e", "f", 9, new byte[] {1}),
            new KeyRow("a", "b", "c", "d", false, 1, 2, "e", "f", 3, new byte[] {9}));
    Set<Contents> told = new java.util.HashSet<>();
    List<KeyRow> all = new ArrayList<>(others);
    all.add(row);
    for (KeyRow one : all) {
      store().clear();
      store().apply(Batch.ofKeys(1, List.of(one)));
      told.add(Contents.of(store()));
    }
    store().clear();
    store().apply(new Batch(1, List.of(row), List.of(Batches.document("k", "a", 1)), List.of()));
    told.add(Contents.of(store()));
    store().apply(Batch.ofKeys(2, List.of()));
    told.add(Contents.of(store()));
    assertThat(told).hasSize(others.size() + 3);
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13, 14, 15, 16})
  void whateverIsAppliedItHoldsWhatTheModelHolds(long seed) throws Exception {
    Random random = new Random(seed);
    MemoryStore model = new MemoryStore();
    for (long position = 1; position <= 60; position++) {
      Batch batch = Batches.any(random, position);
      store().apply(batch);
      model.apply(batch);
      if (position == 40) {
        reopen();
      }
    }
    assertThat(Contents.of(store())).as("seed %d", seed).isEqualTo(Contents.of(model));
    assertThat(loaded(store())).containsExactlyInAnyOrderElementsOf(loaded(model));
  }

  @Test
  void readBeforeRowsThePositionIsNeverAheadOfThem() throws Exception {
    AtomicBoolean done = new AtomicBoolean();
    AtomicReference<@Nullable Throwable> failed = new AtomicReference<>();
    List<Thread> readers = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      readers.add(
          Thread.ofPlatform()
              .start(() -> {
                try {
                  while (!done.get()) {
                    long position = store().position();
                    assertThat(store().keys().count(KeyFilter.ALL)).isBetween(position * 5, 500L);
                    assertThat(store().keys().count(KeyFilter.ALL) % 5)
                        .as("part of a batch")
                        .isZero();
                  }
                } catch (Throwable e) {
                  failed.compareAndSet(null, e);
                }
              }));
    }
    try {
      for (long position = 1; position <= 100; position++) {
        List<KeyRow> rows = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
          rows.add(Batches.key("key-" + position + "-" + i, 1));
        }
        store().apply(Batch.ofKeys(position, rows));
      }
    } finally {
      done.set(true);
      for (Thread reader : readers) {
        reader.join();
      }
    }
    assertThat(failed.get()).isNull();
  }
}
