package dev.warder.server.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.warder.collect.HashKey;
import dev.warder.engine.drift.Drift;
import dev.warder.model.inventory.ApiSummary;
import dev.warder.model.inventory.Inventory;
import dev.warder.server.run.CommandFailure;
import dev.warder.server.sample.SampleAnalysis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StateFolderTest {
  private static final Inventory INVENTORY = SampleAnalysis.eventfulDay().analysis().inventory();

  @TempDir private Path parent;

  private Path folder() {
    return parent.resolve("state");
  }

  @Test
  void firstRunHasNothingToCompareAndTheSecondOfTheSameTrafficDoesNotDrift() {
    try (StateFolder state = StateFolder.open(folder())) {
      assertThat(advance(state, INVENTORY)).isNull();
      assertThat(state.notes()).anyMatch(note -> note.contains("first run"));
    }
    try (StateFolder state = StateFolder.open(folder())) {
      assertThat(drift(state, INVENTORY).changes()).isEmpty();
    }
  }

  @Test
  void whatChangedIsToldByTheNextRun() {
    ApiSummary api = INVENTORY.apis().getFirst();
    ApiSummary smaller =
        new ApiSummary(api.host(), 1, 0, api.operations().subList(1, api.operations().size()));
    try (StateFolder state = StateFolder.open(folder())) {
      advance(state, INVENTORY.withApis(List.of(smaller)));
    }
    try (StateFolder state = StateFolder.open(folder())) {
      assertThat(drift(state, INVENTORY.withApis(List.of(api))).changes())
          .singleElement()
          .satisfies(change -> assertThat(change.kind()).isEqualTo(Drift.Kind.NEW_OPERATION));
    }
  }

  @Test
  void hashKeyIsMadeOnceForItsOwnerAloneAndStays() throws IOException {
    HashKey first;
    try (StateFolder state = StateFolder.open(folder())) {
      first = state.hashKey();
    }
    try (StateFolder state = StateFolder.open(folder())) {
      assertThat(state.hashKey()).isEqualTo(first).isNotEqualTo(HashKey.DEFAULT);
      assertThat(state.notes()).isEmpty();
    }
    Path key = folder().resolve("hash-key");
    assertThat(Files.size(key)).isEqualTo(32);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
        .isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder())))
        .isEqualTo("rwx------");
  }

  @Test
  void hashKeyThatOthersMayReadIsTold() throws IOException {
    try (StateFolder state = StateFolder.open(folder())) {
      state.hashKey();
      Files.setPosixFilePermissions(
          folder().resolve("hash-key"), PosixFilePermissions.fromString("rw-r--r--"));
      state.hashKey();

      assertThat(state.notes()).anyMatch(note -> note.contains("can be read by others"));
    }
  }

  @Test
  void twoRunsDoNotShareAFolder() {
    try (StateFolder held = StateFolder.open(folder())) {
      assertThatThrownBy(() -> StateFolder.open(folder()))
          .isInstanceOf(CommandFailure.class)
          .hasMessageContaining("another run");
      assertThat(held.notes()).isEmpty();
    }
    StateFolder.open(folder()).close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "{\"version\":1}",
        "{\"version\":1,\"end\":true}",
        "{\"version\":1,\"first_micros\":\"x\",\"last_micros\":1,\"apis\":{},\"keys\":[],\"end\":true}",
        "{\"version\":2,\"end\":true}",
      })
  void damagedOrNewerStateIsToldAndLeftAsItIs(String text) throws IOException {
    StateFolder.open(folder()).close();
    Path file = Files.writeString(folder().resolve("state.json"), text);

    assertThatThrownBy(() -> StateFolder.open(folder()))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("state.json");
    assertThat(Files.readString(file)).isEqualTo(text);
    Files.delete(file);
    StateFolder.open(folder()).close();
  }

  @Test
  void everyPrefixOfAStateIsDamaged() throws IOException {
    Inventory small =
        INVENTORY.withApis(
            List.of(
                new ApiSummary("h", 1, 0, INVENTORY.apis().getFirst().operations().subList(0, 1))));
    try (StateFolder state = StateFolder.open(folder())) {
      advance(state, small);
    }
    Path file = folder().resolve("state.json");
    String whole = Files.readString(file);
    for (int length = 0; length < whole.length() - 1; length++) {
      Files.writeString(file, whole.substring(0, length));
      assertThatThrownBy(() -> SnapshotFile.read(file)).isInstanceOf(CommandFailure.class);
    }
  }

  @Test
  void halfWrittenFileOfACrashIsInNobodysWay() throws IOException {
    try (StateFolder state = StateFolder.open(folder())) {
      advance(state, INVENTORY);
    }
    Files.writeString(folder().resolve("state.json.part"), "half");
    try (StateFolder state = StateFolder.open(folder())) {
      assertThat(drift(state, INVENTORY).isEmpty()).isTrue();
    }
    try (Stream<Path> files = Files.list(folder())) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("lock", "state.json");
    }
  }

  @Test
  void folderThatCannotBeIsToldByName() throws IOException {
    Path file = Files.writeString(parent.resolve("file"), "x");

    assertThatThrownBy(() -> StateFolder.open(file))
        .isInstanceOf(CommandFailure.class)
        .hasMessageContaining("--state");
    assertThatThrownBy(() -> StateFolder.open(parent.resolve("no/such")))
        .isInstanceOf(CommandFailure.class);
  }

  private static @Nullable Drift advance(StateFolder state, Inventory inventory) {
    Drift drift = state.compare(inventory);
    state.keep(inventory);
    return drift;
  }

  private static Drift drift(StateFolder state, Inventory inventory) {
    return Objects.requireNonNull(advance(state, inventory));
  }
}
