package dev.warder.store.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.model.ErrorCode;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What cannot be had from a server at will; the rest is in [PostgresDatabaseIT].
class PostgresFaultsTest {
  private final PostgresFaults faults = new PostgresFaults("PostgreSQL at db/warder");

  @ParameterizedTest
  @CsvSource({
    "53100, DISK_FULL, make room",
    "53300, STORE_BUSY, max_connections",
    "55P03, STORE_BUSY, pg_stat_activity",
    "XX001, STORE_DAMAGED, journal",
    "57P03, STORE_UNREACHABLE, check that it runs",
    "08006, STORE_UNREACHABLE, check that it runs",
    "99999, STORE_FAILED, 99999"
  })
  void everyStateHasItsCodeAndWhatToDo(String state, ErrorCode code, String what) {
    SQLException error = new SQLException("Detail: Key (id)=(secret-row)", state);
    for (SQLException each :
        new SQLException[] {error, new SQLTransientConnectionException("pool", null, error)}) {
      StoreException told = faults.explain(each);
      assertThat(told.code()).isEqualTo(code);
      assertThat(told).hasMessageStartingWith("PostgreSQL at db/warder").hasMessageContaining(what);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "40001, true",
    "40P01, true",
    "08006, true",
    "57P01, true",
    "57014, false",
    "53100, false",
    "23505, false",
    "28P01, false"
  })
  void onlyWhatPassesIsTriedAgain(String state, boolean passes) {
    assertThat(faults.isPassing(new SQLException("", state))).isEqualTo(passes);
  }

  @ParameterizedTest
  @CsvSource({"08006", "57P03"})
  void aPoolThatHasWaitedIsNotAskedAgain(String state) {
    SQLException error =
        new SQLTransientConnectionException("pool", null, new SQLException("", state));
    assertThat(faults.isPassing(error)).isFalse();
  }
}
