package dev.warder.store.sql;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The few things that are no keys, by kind and id. Safe for use by many threads.
public interface DocumentRows {
  /// The most documents of one page; few, since one may be large.
  int MAX_PAGE = 16;

  /// The document, null if there is none.
  @Nullable Document find(String kind, String id) throws StoreException;

  /// Hands on all documents of a kind as of now, in no order, one at a time.
  void load(String kind, Consumer<Document> reader) throws StoreException;

  /// The next documents of a kind in the order of their ids' UTF-8 bytes.
  ///
  /// @param after the last id of the page before, empty for the first
  /// @param limit how many at most, 1 to [#MAX_PAGE]
  List<Document> page(String kind, String after, int limit) throws StoreException;

  /// How many there are of a kind.
  long count(String kind) throws StoreException;

  /// The kinds that there are, in the order of their UTF-8 bytes.
  List<String> kinds() throws StoreException;
}
