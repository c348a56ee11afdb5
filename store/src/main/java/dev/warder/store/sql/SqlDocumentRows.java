package dev.warder.store.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The table `document`. Safe for use by many threads.
final class SqlDocumentRows implements DocumentRows {
  private static final String SELECT = "SELECT kind, id, version, body FROM document WHERE ";

  private static final String PUT =
      "INSERT INTO document (kind, id, version, body) VALUES (?, ?, ?, ?)"
          + " ON CONFLICT (kind, id) DO UPDATE SET version = excluded.version, body = excluded.body"
          + " WHERE excluded.version > document.version";

  private final Database database;
  private final Transactions transactions;

  SqlDocumentRows(Database database, Transactions transactions) {
    this.database = database;
    this.transactions = transactions;
  }

  @Override
  public @Nullable Document find(String kind, String id) throws StoreException {
    List<Document> found =
        transactions.read(connection -> {
          try (PreparedStatement ask =
              connection.prepareStatement(SELECT + "kind = ? AND id = ?")) {
            ask.setString(1, kind);
            ask.setString(2, id);
            return documents(ask);
          }
        });
    return found.isEmpty() ? null : found.getFirst();
  }

  @Override
  public void load(String kind, Consumer<Document> reader) throws StoreException {
    Streams.load(
        database,
        MAX_PAGE,
        SELECT + "kind = ?",
        ask -> ask.setString(1, kind),
        row -> reader.accept(document(row)));
  }

  @Override
  public List<Document> page(String kind, String after, int limit) throws StoreException {
    if (limit < 1 || limit > MAX_PAGE) {
      throw new IllegalArgumentException("limit is " + limit + ", not 1 to " + MAX_PAGE);
    }
    return transactions.read(connection -> {
      try (PreparedStatement ask =
          connection.prepareStatement(SELECT + "kind = ? AND id > ? ORDER BY id LIMIT ?")) {
        ask.setString(1, kind);
        ask.setString(2, after);
        ask.setInt(3, limit);
        return documents(ask);
      }
    });
  }

  @Override
  public long count(String kind) throws StoreException {
    return transactions.read(connection -> {
      try (PreparedStatement ask =
          connection.prepareStatement("SELECT count(*) FROM document WHERE kind = ?")) {
        ask.setString(1, kind);
        return Streams.number(database, ask);
      }
    });
  }

  @Override
  public List<String> kinds() throws StoreException {
    return transactions.read(connection -> {
      List<String> kinds = new ArrayList<>();
      try (PreparedStatement ask =
              connection.prepareStatement("SELECT DISTINCT kind FROM document ORDER BY kind");
          var _ = database.watch(ask);
          ResultSet found = ask.executeQuery()) {
        while (found.next()) {
          kinds.add(found.getString(1));
        }
      }
      return kinds;
    });
  }

  void put(Connection connection, List<Document> documents) throws SQLException {
    try (PreparedStatement put = connection.prepareStatement(PUT)) {
      for (Document document : documents) {
        put.setString(1, document.kind());
        put.setString(2, document.id());
        put.setLong(3, document.version());
        put.setBytes(4, document.body());
        // One at a time: a body may be large, and a batch is kept in memory until it is sent.
        put.executeUpdate();
      }
    }
  }

  void remove(Connection connection, List<Removal> removals) throws SQLException {
    try (PreparedStatement remove =
        connection.prepareStatement(
            "DELETE FROM document WHERE kind = ? AND id = ? AND version <= ?")) {
      for (Removal removal : removals) {
        remove.setString(1, removal.kind());
        remove.setString(2, removal.id());
        remove.setLong(3, removal.version());
        remove.addBatch();
      }
      if (!removals.isEmpty()) {
        remove.executeBatch();
      }
    }
  }

  void removeAll(Connection connection) throws SQLException {
    try (PreparedStatement remove = connection.prepareStatement("DELETE FROM document")) {
      remove.executeUpdate();
    }
  }

  private List<Document> documents(PreparedStatement ask) throws SQLException {
    List<Document> documents = new ArrayList<>();
    try (var _ = database.watch(ask);
        ResultSet found = ask.executeQuery()) {
      while (found.next()) {
        documents.add(document(found));
      }
    }
    return documents;
  }

  private static Document document(ResultSet row) throws SQLException {
    return new Document(row.getString(1), row.getString(2), row.getLong(3), row.getBytes(4));
  }
}
