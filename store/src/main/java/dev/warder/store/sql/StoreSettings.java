package dev.warder.store.sql;

import static java.util.Objects.requireNonNull;

import dev.warder.model.Secret;
import java.nio.file.Path;
import java.time.Duration;

/// Where a store is.
public sealed interface StoreSettings {
  /// How long one statement may take before it is given up.
  Duration statementTimeout();

  /// SQLite in a file of this machine.
  ///
  /// @param file the database; made if it is missing, its folders too. Beside it lie `-wal` and
  ///   `-shm` while it is open, and `-lock`
  /// @param statementTimeout how long a look-up, page or count may take
  /// @param busyTimeout how long to wait for another that writes, at each try
  record Sqlite(Path file, Duration statementTimeout, Duration busyTimeout)
      implements StoreSettings {
    public Sqlite {
      requireNonNull(file, "file is null");
      StoreSettings.requireSome(statementTimeout, "statementTimeout");
      StoreSettings.requireSome(busyTimeout, "busyTimeout");
    }

    /// With the usual time-outs: 30 s for a statement, 5 s to wait.
    public Sqlite(Path file) {
      this(file, Duration.ofSeconds(30), Duration.ofSeconds(5));
    }
  }

  /// PostgreSQL on a server.
  ///
  /// @param url `postgresql://HOST[:PORT]/DATABASE[?sslmode=…&sslrootcert=…]`, without user or
  ///   password; a host that is not this machine must prove who it is unless `sslmode` says
  ///   otherwise
  /// @param user who logs in
  /// @param password empty if the server wants none
  /// @param connections how many at most
  /// @param statementTimeout how long a statement may take
  /// @param connectTimeout how long to wait for a connection
  record Postgres(
      String url,
      String user,
      Secret password,
      int connections,
      Duration statementTimeout,
      Duration connectTimeout)
      implements StoreSettings {
    public Postgres {
      requireNonNull(url, "url is null");
      requireNonNull(user, "user is null");
      requireNonNull(password, "password is null");
      if (connections < 2 || connections > 100) {
        throw new IllegalArgumentException("connections is " + connections + ", not 2 to 100");
      }
      StoreSettings.requireSome(statementTimeout, "statementTimeout");
      StoreSettings.requireSome(connectTimeout, "connectTimeout");
    }

    /// With the usual bounds: 8 connections, 30 s for a statement, 5 s to connect.
    public Postgres(String url, String user, Secret password) {
      this(url, user, password, 8, Duration.ofSeconds(30), Duration.ofSeconds(5));
    }
  }

  private static void requireSome(Duration duration, String name) {
    requireNonNull(duration, name + " is null");
    if (duration.toMillis() < 1 || duration.compareTo(Duration.ofHours(1)) > 0) {
      throw new IllegalArgumentException(name + " is " + duration + ", not 1 ms to 1 hour");
    }
  }
}
