package dev.warder.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.warder.model.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresUrlTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgresql://db.example/warder",
        "postgresql://db.example:5433/warder?targetServerType=primary",
        "postgresql://localhost,db.example/warder",
        "postgresql://localhost.example/warder",
        "postgresql://127.0.0.1.example/warder"
      })
  void aServerElsewhereMustProveWhoItIs(String url) throws StoreException {
    assertThat(PostgresUrl.parse(url).jdbc()).contains("sslmode=verify-full");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgresql://localhost/warder",
        "postgresql://127.0.0.1:5432/warder",
        "postgresql://[::1]:5432/warder"
      })
  void aServerOnThisMachineNeedNot(String url) throws StoreException {
    assertThat(PostgresUrl.parse(url).jdbc()).contains("sslmode=prefer");
  }

  @Test
  void whatIsSaidOfTlsCounts() throws StoreException {
    PostgresUrl url =
        PostgresUrl.parse("postgresql://db.example/warder?sslmode=verify-ca&sslrootcert=/ca.pem");
    assertThat(url.jdbc())
        .isEqualTo("jdbc:postgresql://db.example/warder?sslmode=verify-ca&sslrootcert=/ca.pem");
    assertThat(url.place()).isEqualTo("PostgreSQL at db.example/warder");
    assertThat(PostgresUrl.parse("jdbc:postgresql://db.example/warder?sslmode=verify-ca").jdbc())
        .isEqualTo("jdbc:postgresql://db.example/warder?sslmode=verify-ca");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "mysql://db/warder",
        "postgresql://",
        "postgresql://db",
        "postgresql://db/",
        "postgresql:///warder",
        "postgresql://db/a/b",
        "postgresql://db/war der",
        "postgresql://db/warder?sslmode",
        "postgresql://db/warder\n",
        "postgresql://db/warder?socketFactory=evil.Factory",
        "postgresql://db/warder?options=-c%20search_path=x",
        "postgresql://user:geheim@db/warder",
        "postgresql://db/warder?password=geheim",
        "postgresql://db/warder?user=u&password=geheim"
      })
  void whatIsNoSuchUrlIsRefusedWithoutShowingIt(String url) {
    assertThatThrownBy(() -> PostgresUrl.parse(url))
        .isInstanceOfSatisfying(
            StoreException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.USAGE))
        .hasMessageContaining("postgresql://HOST")
        .hasMessageNotContaining("geheim");
  }
}
