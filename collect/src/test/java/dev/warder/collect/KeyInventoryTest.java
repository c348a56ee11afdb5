package dev.warder.collect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.warder.model.Call;
import dev.warder.model.KeyRecord;
import dev.warder.model.KeyRecord.Privilege;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyInventoryTest {
  private static final String ENTRY =
      """
      {"credential_uid":"k1","tenant_uid":"t","owner_uid":"o","integration_kind":"siem",\
      "privileged":true,"created_time":1735789708344,"more":{"a":[1]}}\
      """;

  @TempDir Path folder;

  private Path file(String content) throws IOException {
    return Files.writeString(folder.resolve("keys.json"), content);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{\"schema\":1,\"keys\":[%s]}", "[%s]", "%s", "%s\n{\"credential_uid\":\"k2\"}"})
  void everyShapeGivesTheSameEntry(String shape) throws IOException {
    assertThat(KeyInventory.read(file(shape.formatted(ENTRY))).keys())
        .containsEntry(
            "k1",
            new KeyRecord("k1", "t", "o", "siem", Privilege.PRIVILEGED, 1_735_789_708_344_000L));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "{", "7", "[7]", "{\"keys\":[]}", "[{\"credential_uid\":\"a\"}", "no"})
  void whatIsNoListIsRefusedWithAReason(String content) throws IOException {
    Path file = file(content);

    assertThatThrownBy(() -> KeyInventory.read(file))
        .isInstanceOf(KeyInventory.InvalidException.class)
        .hasMessageMatching(".{10,}");
  }

  @Test
  void trapsAndRetiredKeysAreToldApart() throws IOException {
    String list =
        "[{\"credential_uid\":\"trap\",\"honey\":true},"
            + "{\"credential_uid\":\"old\",\"retired_time\":1735789708344,\"honey\":\"yes\"}]";

    Map<String, KeyRecord> records = KeyInventory.read(file(list)).keys();

    assertThat(records)
        .extractingByKey("trap")
        .matches(KeyRecord::honey)
        .matches(key -> !key.isRetiredBy(Long.MAX_VALUE));
    assertThat(records)
        .extractingByKey("old")
        .matches(key -> !key.honey())
        .matches(key -> key.isRetiredBy(1_735_789_708_344_000L))
        .matches(key -> !key.isRetiredBy(1_735_789_708_343_999L));
  }

  @Test
  void deadOperationsStandBesideKeysOrAlone() throws IOException {
    String dead = "\"dead_operations\":[\"GET /old\",\"/trap\"]";
    Call call = new Call("api", "GET", "/old", "", "");

    assertThat(KeyInventory.read(file("{" + dead + "}")).deadOperations().covering(call))
        .isEqualTo("GET /old");
    KeyInventory.Known both = KeyInventory.read(file("{\"keys\":[" + ENTRY + "]," + dead + "}"));
    assertThat(both.keys()).containsOnlyKeys("k1");
    assertThat(both.deadOperations().covering(call)).isEqualTo("GET /old");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[7]", "[\"GET /a b\"]", "[[\"/a\"]]", "[\"\"]"})
  void deadOperationsThatCannotBeUnderstoodAreRefused(String list) throws IOException {
    Path file = file("{\"keys\":[" + ENTRY + "],\"dead_operations\":" + list + "}");

    assertThatThrownBy(() -> KeyInventory.read(file))
        .isInstanceOf(KeyInventory.InvalidException.class)
        .hasMessageContaining("dead operation");
  }

  @Test
  void hugeNumbersAndOddTypesAreUnknown() throws IOException {
    String odd = "{\"credential_uid\":\"k\",\"created_time\":1e400000000,\"privileged\":\"yes\"}";

    assertThat(KeyInventory.read(file(odd)).keys().get("k"))
        .isEqualTo(new KeyRecord("k", "", "", "", Privilege.UNKNOWN, 0));
  }
}
