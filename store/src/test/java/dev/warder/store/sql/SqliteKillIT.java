package dev.warder.store.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.warder.model.ErrorCode;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteKillIT {
  @TempDir private Path folder;

  @Test
  void killedAtAnyMomentItHoldsWholeBatchesAndAllThatWereAcknowledged() throws Exception {
    Path file = folder.resolve("warder.db");
    for (int round = 0; round < 6; round++) {
      long acknowledged =
          KilledWriter.killAfter(
              file.toString(), 1 + round * 37, folder.resolve("errors").toFile());
      assertThat(acknowledged).isPositive();
      try (Store store = Stores.open(new StoreSettings.Sqlite(file))) {
        // A process that is killed takes nothing back that the system has taken.
        assertThat(store.position()).isGreaterThanOrEqualTo(acknowledged);
        KilledWriter.assertRowsFitThePosition(store);
      }
    }
  }

  @Test
  void whileAnotherProcessHasTheFileItIsRefusedAndWhenThatOneIsKilledItOpens() throws Exception {
    Path file = folder.resolve("warder.db");
    long acknowledged =
        KilledWriter.killAfter(
            file.toString(),
            3,
            folder.resolve("errors").toFile(),
            () ->
                assertThatThrownBy(() -> Stores.open(new StoreSettings.Sqlite(file)))
                    .isInstanceOfSatisfying(
                        StoreException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.ALREADY_OPEN)));
    try (Store store = Stores.open(new StoreSettings.Sqlite(file))) {
      assertThat(store.position()).isGreaterThanOrEqualTo(acknowledged);
    }
  }
}
