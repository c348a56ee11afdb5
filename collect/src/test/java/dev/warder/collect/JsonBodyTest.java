package dev.warder.collect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.model.Activity;
import dev.warder.model.Parameter;
import dev.warder.model.Parameter.Place;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonBodyTest {
  private final JsonBody bodies = new JsonBody();

  private List<String> fields(String body) {
    return bodies.after(List.of(), body.getBytes(StandardCharsets.UTF_8)).stream()
        .map(Parameter::name)
        .toList();
  }

  @Test
  void fieldsAreNamedByTheirPathsAndNoValueIsKept() {
    String body = " {\"user\":{\"name\":\"Ada\"},\"tags\":[\"secret\"],\"age\":36}\r\n";

    assertThat(fields(body)).containsExactlyInAnyOrder("user.name", "tags[]", "age");
    assertThat(bodies.after(List.of(), body.getBytes(StandardCharsets.UTF_8)).toString())
        .doesNotContain("Ada", "secret", "36");
    assertThat(fields("[{\"id\":1},{\"id\":2}]")).containsExactly("[].id");
  }

  @Test
  void fieldsComeBehindTheQuerysParametersAndAllOfThemAreBounded() {
    List<Parameter> query = List.of(Parameter.of(Place.QUERY, "x", "1"));
    StringBuilder many = new StringBuilder("{\"a\":1");
    for (int i = 0; i < 2 * Activity.MAX_LIST; i++) {
      many.append(",\"f").append(i).append("\":1");
    }
    List<Parameter> all =
        bodies.after(query, many.append('}').toString().getBytes(StandardCharsets.UTF_8));

    assertThat(all).first().isEqualTo(query.getFirst());
    assertThat(all).hasSizeLessThanOrEqualTo(Activity.MAX_LIST).hasSizeGreaterThan(10);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "  ", "{", "{\"a\":1", "{\"a\":1} {\"b\":2}", "{\"a\":1}x", "a=1", "\"text\""})
  void whatIsNoJsonObjectHasNoFields(String body) {
    assertThat(fields(body)).isEmpty();
  }

  @Test
  void deepNestingIsNoFault() {
    assertThat(fields("[".repeat(20_000) + "]".repeat(20_000))).isEmpty();
    assertThat(fields("{\"a\":".repeat(5_000))).isEmpty();
  }
}
