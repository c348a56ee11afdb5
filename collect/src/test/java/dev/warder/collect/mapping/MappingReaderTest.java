package dev.warder.collect.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MappingReaderTest {
  private static Mapping read(String text) {
    return MappingReader.read("m.yaml", text.getBytes(StandardCharsets.UTF_8));
  }

  static Object[][] faults() {
    return new Object[][] {
      {"", "m.yaml: is empty"},
      {
        "fields:\n  time: /t\n  path: /p\n  pth: /p", "m.yaml:4: pth is no word; allowed: time, uid"
      },
      {"fields:\n  path: /p", "m.yaml:2: time is missing"},
      {"fields:\n  time: /t", "m.yaml:2: what was called is missing"},
      {"fields:\n  time: t\n  path: /p", "m.yaml:2: a pointer starts with /"},
      {"fields:\n  time: /a~2\n  path: /p", "m.yaml:2: in a pointer ~ is written ~0"},
      {"fields:\n  time: []\n  path: /p", "m.yaml:2: time has no pointer"},
      {"fields:\n  time:\n  path: /p", "m.yaml:2: a value is missing"},
      {"fields:\n  time: {at: /t, as: epoch}\n  path: /p", "m.yaml:2: epoch is no form of time"},
      {
        "fields:\n  time: {at: /t, in: s}\n  path: /p",
        "m.yaml:2: in is unknown in time; allowed: as, at, zone"
      },
      {
        "fields:\n  time: {at: /t, as: 'yyyy-MM'}\n  path: /p",
        "m.yaml:2: pattern yyyy-MM: needs dd"
      },
      {
        "fields:\n  time: {at: /t, zone: UTC}\n  path: /p",
        "m.yaml:2: zone goes with a pattern only"
      },
      {"fields:\n  time: /t\n  path: /p\n  latency: /l", "m.yaml:4: latency needs a unit"},
      {
        "fields:\n  time: /t\n  path: /p\n  latency: {at: /l, unit: min}",
        "m.yaml:4: unit is none of"
      },
      {
        "fields:\n  time: /t\n  path: /p\n  key: {constant: x}",
        "m.yaml:4: constant is unknown in key"
      },
      {
        "fields:\n  time: /t\n  path: /p\nwhere: {}", "m.yaml:4: where is unknown in a mapping file"
      },
      {"fields:\n  time: /t\n  time: /u\n  path: /p", "m.yaml:3: time is given twice"},
      {"fields:\n  time: &a /t\n  path: *a", "m.yaml:3: anchors and aliases are not allowed"},
      {"fields:\n  time: /t\n  path: /p\n---\nx: y", "a second document"},
      {"fields: [", "is neither YAML nor JSON"},
      {"{\"fields\":{\n\"time\":\"/t\",\n\"path\":1.5}}", "m.yaml:3: a pointer starts with /"},
      {"fields:\n  time: /t\n  path: /p\nwhen:\n  any: /a", "m.yaml:5: any is a list of lists"},
    };
  }

  @ParameterizedTest
  @MethodSource("faults")
  void whatIsWrongIsNamedWithItsLine(String text, String message) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(MappingException.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "fields:\n  time: /t\n  path: [/p, /a~1b/0]\n  host: {at: /h, constant: api.example}",
        "{\"about\":\"x\",\"records\":\"/items\",\"fields\":{\"time\":\"/t\",\"path\":\"/p\"}}",
        "when:\n  present: [/a]\n  absent: /b\n  any: [[/c, /d], /e]\n  equal: {/f: [g, 1]}\nfields: {time: /t, action: /x}"
      })
  void whatIsRightIsRead(String text) {
    assertThat(read(text).has(Word.TIME)).isTrue();
    assertThat(read(text).has(Word.KEY)).isFalse();
  }

  @Test
  void moreFieldsThanFitOneTableAreFoundAll() {
    StringBuilder text = new StringBuilder("fields:\n  time: /t\n  path: /p\n  key: [");
    for (int i = 0; i < 300; i++) {
      text.append(i == 0 ? "" : ", ").append("/k").append(i);
    }
    assertThat(read(text.append("]").toString()).size()).isEqualTo(302);
  }

  @Test
  void tooManyFieldsAreRefused() {
    StringBuilder text = new StringBuilder("fields:\n  time: /t\n  path: /p\n  key: [/k");
    for (int i = 0; i < 600; i++) {
      text.append(", /k").append(i);
    }
    assertThatThrownBy(() -> read(text.append("]").toString()))
        .hasMessageContaining("more than 512");
  }
}
