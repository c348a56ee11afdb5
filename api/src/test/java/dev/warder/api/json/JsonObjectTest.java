package dev.warder.api.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonObjectTest {
  private static JsonObject read(String text) throws BodyException {
    return JsonObject.read(text.getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "1",
        "null",
        "{",
        "{}x",
        "{\"a\":1,\"a\":2}",
        "{'a':1}",
        "{\"a\":NaN}",
        "{\"a\":01}",
        "{a:1}",
        "{\"a\":1,}",
        "\u0000{}",
        "{\"a\":[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]}"
      })
  void whatIsNoPlainObjectIsRefused(String text) {
    assertThatThrownBy(() -> read(text)).isInstanceOf(BodyException.class);
  }

  @Test
  void anUnknownFieldIsRefusedWithTheNearestKnownOneAndWithoutItsValue() throws BodyException {
    JsonObject body = read("{\"tenat\":\"secret\"}");
    body.text("tenant", "", 10);
    assertThatThrownBy(body::end)
        .hasMessageContaining("did you mean tenant?")
        .hasMessageNotContaining("secret");
  }

  @Test
  void aWrongTypeIsRefusedWithItsPlace() throws BodyException {
    JsonObject body = read("{\"a\":1,\"b\":\"x\",\"c\":[1],\"d\":{\"e\":true},\"f\":1.5}");
    assertThatThrownBy(() -> body.text("a", 5)).hasMessageContaining("text");
    assertThatThrownBy(() -> body.flag("b")).hasMessageContaining("true or false");
    assertThatThrownBy(() -> body.texts("c", 5, 5))
        .satisfies(e -> assertThat(((BodyException) e).pointer()).isEqualTo("/c/0"));
    assertThatThrownBy(() -> body.object("d").orElseThrow().text("e", 5))
        .satisfies(e -> assertThat(((BodyException) e).pointer()).isEqualTo("/d/e"));
    assertThatThrownBy(() -> body.number("f", 0, 0, 9)).hasMessageContaining("whole number");
  }

  @Test
  void boundsHold() throws BodyException {
    JsonObject body = read("{\"a\":\"12345\",\"b\":[\"1\",\"2\",\"3\"],\"c\":7}");
    assertThatThrownBy(() -> body.text("a", 4)).hasMessageContaining("at most 4");
    assertThatThrownBy(() -> body.texts("b", 2, 9)).hasMessageContaining("at most 2");
    assertThatThrownBy(() -> body.number("c", 0, 1, 6)).hasMessageContaining("from 1 to 6");
    assertThat(body.texts("b", 3, 1)).isEqualTo(List.of("1", "2", "3"));
  }

  @Test
  void timesAndDurationsAreThoseOfTheStandards() throws BodyException {
    JsonObject body =
        read("{\"a\":\"1970-01-01T00:00:01.5Z\",\"b\":\"P7D\",\"c\":\"soon\",\"d\":\"-PT1H\"}");
    assertThat(body.time("a", 0)).isEqualTo(1_500_000);
    assertThat(body.duration("b", Duration.ZERO)).isEqualTo(Duration.ofDays(7));
    assertThatThrownBy(() -> body.time("c", 0)).hasMessageContaining("2026-");
    assertThatThrownBy(() -> body.duration("d", Duration.ZERO)).hasMessageContaining("negative");
  }
}
