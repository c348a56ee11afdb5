package dev.warder.store.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The table `key_row`. Safe for use by many threads.
final class SqlKeyRows implements KeyRows {
  private static final int CHUNK = 1_000;

  /// How many a server sends at once.
  private static final int FETCH_ROWS = 2_000;

  private static final String COLUMNS =
      "id, tenant, principal, integration_kind, privileged, minted_micros, expires_micros, standing,"
          + " parent_id, version, body";

  private static final String PUT =
      "INSERT INTO key_row ("
          + COLUMNS
          + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
          + " ON CONFLICT (id) DO UPDATE SET tenant = excluded.tenant,"
          + " principal = excluded.principal, integration_kind = excluded.integration_kind,"
          + " privileged = excluded.privileged, minted_micros = excluded.minted_micros,"
          + " expires_micros = excluded.expires_micros, standing = excluded.standing,"
          + " parent_id = excluded.parent_id, version = excluded.version, body = excluded.body"
          + " WHERE excluded.version > key_row.version";

  private final Database database;
  private final Transactions transactions;

  SqlKeyRows(Database database, Transactions transactions) {
    this.database = database;
    this.transactions = transactions;
  }

  @Override
  public @Nullable KeyRow find(String id) throws StoreException {
    List<KeyRow> found =
        transactions.read(connection -> {
          try (PreparedStatement ask =
              connection.prepareStatement("SELECT " + COLUMNS + " FROM key_row WHERE id = ?")) {
            ask.setString(1, id);
            return rows(ask);
          }
        });
    return found.isEmpty() ? null : found.getFirst();
  }

  @Override
  public void load(Consumer<KeyRow> reader) throws StoreException {
    Streams.load(
        database,
        FETCH_ROWS,
        "SELECT " + COLUMNS + " FROM key_row",
        _ -> {},
        row -> reader.accept(row(row)));
  }

  @Override
  public KeyPage page(KeyFilter filter, String after, int limit) throws StoreException {
    if (limit < 1 || limit > MAX_PAGE) {
      throw new IllegalArgumentException("limit is " + limit + ", not 1 to " + MAX_PAGE);
    }
    Where where = Where.of(filter).andIdAfter(after);
    String sql = "SELECT " + COLUMNS + " FROM key_row" + where.sql() + " ORDER BY id LIMIT ?";
    List<KeyRow> rows =
        transactions.read(connection -> {
          try (PreparedStatement ask = connection.prepareStatement(sql)) {
            // One more than wanted tells whether there is a next page.
            ask.setInt(where.bind(ask), limit + 1);
            return rows(ask);
          }
        });
    if (rows.size() <= limit) {
      return new KeyPage(rows, "");
    }
    List<KeyRow> page = rows.subList(0, limit);
    return new KeyPage(page, page.getLast().id());
  }

  @Override
  public long count(KeyFilter filter) throws StoreException {
    Where where = Where.of(filter);
    String sql = "SELECT count(*) FROM key_row" + where.sql();
    return transactions.read(connection -> {
      try (PreparedStatement ask = connection.prepareStatement(sql)) {
        where.bind(ask);
        return Streams.number(database, ask);
      }
    });
  }

  void put(Connection connection, Collection<KeyRow> rows) throws SQLException {
    try (PreparedStatement put = connection.prepareStatement(PUT)) {
      int pending = 0;
      for (KeyRow row : rows) {
        bind(put, row);
        put.addBatch();
        if (++pending == CHUNK) {
          put.executeBatch();
          pending = 0;
        }
      }
      if (pending > 0) {
        put.executeBatch();
      }
    }
  }

  void removeAll(Connection connection) throws SQLException {
    try (PreparedStatement remove = connection.prepareStatement("DELETE FROM key_row")) {
      remove.executeUpdate();
    }
  }

  private List<KeyRow> rows(PreparedStatement ask) throws SQLException {
    List<KeyRow> rows = new ArrayList<>();
    try (var _ = database.watch(ask);
        ResultSet found = ask.executeQuery()) {
      while (found.next()) {
        rows.add(row(found));
      }
    }
    return rows;
  }

  private static void bind(PreparedStatement put, KeyRow row) throws SQLException {
    put.setString(1, row.id());
    put.setString(2, row.tenant());
    put.setString(3, row.principal());
    put.setString(4, row.integrationKind());
    put.setInt(5, row.privileged() ? 1 : 0);
    put.setLong(6, row.mintedMicros());
    put.setLong(7, row.expiresMicros());
    put.setString(8, row.standing());
    put.setString(9, row.parentId());
    put.setLong(10, row.version());
    put.setBytes(11, row.body());
  }

  private static KeyRow row(ResultSet row) throws SQLException {
    return new KeyRow(
        row.getString(1),
        row.getString(2),
        row.getString(3),
        row.getString(4),
        row.getInt(5) == 1,
        row.getLong(6),
        row.getLong(7),
        row.getString(8),
        row.getString(9),
        row.getLong(10),
        row.getBytes(11));
  }
}
