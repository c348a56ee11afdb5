package dev.warder.store.sql;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The rows of keys, one for each key that ever was. Safe for use by many threads.
public interface KeyRows {
  /// The most rows of one page.
  int MAX_PAGE = 1_000;

  /// The row of a key, null if it has none.
  @Nullable KeyRow find(String id) throws StoreException;

  /// Hands on all rows as of now, in no order, one at a time and whatever their number in little
  /// memory.
  void load(Consumer<KeyRow> reader) throws StoreException;

  /// The next rows in the order of their ids' UTF-8 bytes. An id never changes, so a row that is
  /// there all the while and fits is met exactly once, whatever else comes, goes or changes between
  /// two pages.
  ///
  /// @param after the last id of the page before, empty for the first
  /// @param limit how many at most, 1 to [#MAX_PAGE]
  KeyPage page(KeyFilter filter, String after, int limit) throws StoreException;

  /// How many rows fit.
  long count(KeyFilter filter) throws StoreException;
}
