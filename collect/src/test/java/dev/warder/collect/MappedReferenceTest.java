package dev.warder.collect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.collect.mapping.Mapping;
import dev.warder.collect.mapping.MappingReader;
import dev.warder.collect.text.RequestPath;
import dev.warder.model.Activity;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The mapped reader says of random documents what a slow one says that goes by pointers alone.
class MappedReferenceTest {
  private static final String MAPPING =
      """
      fields:
        time: {at: [/a/b, /c], as: epoch-millis}
        uid: [/id, /b/id]
        tenant: {at: [/b/c/0, /d], constant: nobody}
        principal: [/a/c, /b]
        method: /a/d
        path: [/d, /b/d]
        status: [/a/id, /c/c]
        response_bytes: [/b/b, /id]
        latency: {at: [/c/d, /a/b], unit: ms}
      """;

  private static final List<String> NAMES = List.of("a", "b", "c", "d", "id", "other", "~", "a/b");
  private static final List<String> SCALARS =
      List.of(
          "null",
          "\"\"",
          "\"-\"",
          "\"--\"",
          "\"GET\"",
          "\"post\"",
          "\"/x\"",
          "\"/x/y?z=1\"",
          "\"/\\u00e9\"",
          "\"two words\"",
          "200",
          "\"404\"",
          "503",
          "1717401600449",
          "\"1717401600449\"",
          "1717401600449.5",
          "12.25",
          "0",
          "true",
          "\"1.5e3\"",
          "99999");

  private final JsonMapper mapper =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private static String document(RandomGenerator random, int depth) {
    int kind = random.nextInt(depth == 0 ? 5 : 10);
    if (depth > 2 || (depth > 0 && kind > 3)) {
      return SCALARS.get(random.nextInt(SCALARS.size()));
    }
    StringBuilder out = new StringBuilder();
    if (depth > 0 && kind == 0) {
      out.append('[');
      for (int i = random.nextInt(3); i >= 0; i--) {
        out.append(document(random, depth + 1)).append(i > 0 ? "," : "");
      }
      return out.append(']').toString();
    }
    List<String> names = new ArrayList<>(NAMES);
    Collections.shuffle(names, new Random(random.nextLong()));
    int fields = 2 + random.nextInt(6);
    for (int i = 0; i < fields; i++) {
      out.append(i == 0 ? "{\"" : ",\"").append(names.get(i)).append("\":");
      out.append(document(random, depth + 1));
    }
    return out.append('}').toString();
  }

  @Test
  void randomDocumentsAreReadAsTheirPointersSay() {
    Mapping mapping = MappingReader.read("m", MAPPING.getBytes(StandardCharsets.UTF_8));
    CollectOptions options =
        CollectOptions.defaults().withThreads(1).withMapping(mapping).withFormat("json");
    RandomGenerator random = new Random(3);
    int delivered = 0;
    for (int i = 0; i < 6_000; i++) {
      String text = document(random, 0);
      Collected collected = Collected.of(options, (text + "\n").getBytes(StandardCharsets.UTF_8));
      delivered += check(mapper.readTree(text), collected, text);
    }
    assertThat(delivered).isGreaterThan(500);
  }

  private static int check(JsonNode document, Collected collected, String text) {
    String time = value(document, "/a/b", "/c");
    BigDecimal millis = number(time);
    boolean sound = millis != null && millis.compareTo(BigDecimal.valueOf(2_840_140_800_000L)) < 0;
    assertThat(collected.activities()).as(text).hasSize(sound ? 1 : 0);
    assertThat(collected.report().skipped()).as(text).isEqualTo(sound ? 0 : 1);
    if (!sound || millis == null) {
      return 0;
    }
    Activity activity = collected.activities().getFirst();
    assertThat(activity.timeMicros()).as(text).isEqualTo(scaled(millis, 3));
    String uid = value(document, "/id", "/b/id");
    assertThat(activity.uid().equals(uid)).as(text).isEqualTo(!uid.isEmpty());
    String tenant = value(document, "/b/c/0", "/d");
    assertThat(activity.tenant()).as(text).isEqualTo(tenant.isEmpty() ? "nobody" : tenant);
    assertThat(activity.caller().principalUid()).as(text).isEqualTo(value(document, "/a/c", "/b"));
    String method = value(document, "/a/d");
    assertThat(activity.call().method())
        .as(text)
        .isEqualTo(
            method.equalsIgnoreCase("get")
                    || method.equalsIgnoreCase("post")
                    || method.equals("true")
                ? method.toUpperCase(Locale.ROOT)
                : "");
    assertThat(activity.call().path())
        .as(text)
        .isEqualTo(RequestPath.of(value(document, "/d", "/b/d")).path());
    BigDecimal size = number(value(document, "/b/b", "/id"));
    assertThat(activity.responseBytes())
        .as(text)
        .isEqualTo(
            size == null || size.compareTo(BigDecimal.valueOf(1_000_000_000_000L)) > 0
                ? -1
                : scaled(size, 0));
    BigDecimal latency = number(value(document, "/c/d", "/a/b"));
    boolean known = latency != null && latency.compareTo(BigDecimal.valueOf(86_400_000L * 30)) <= 0;
    assertThat(activity.latencyMicros())
        .as(text)
        .isEqualTo(latency != null && known ? scaled(latency, 3) : -1);
    return 1;
  }

  /// The first pointer with a value, where a list stands for its first.
  private static String value(JsonNode document, String... pointers) {
    for (String pointer : pointers) {
      JsonNode node = document.at(JsonPointer.compile(pointer));
      for (JsonNode item : node.isArray() ? node.values() : List.of(node)) {
        String text = item.isValueNode() && !item.isNull() ? item.asString() : "";
        if (!text.isEmpty() && !text.equals("-")) {
          return text;
        }
      }
    }
    return "";
  }

  private static @Nullable BigDecimal number(String text) {
    return text.matches("[0-9]+(\\.[0-9]+)?([eE][0-9]+)?") ? new BigDecimal(text) : null;
  }

  private static long scaled(BigDecimal value, int power) {
    return value.scaleByPowerOfTen(power).setScale(0, RoundingMode.DOWN).longValueExact();
  }
}
