package dev.warder.collect.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.model.Activity;
import dev.warder.model.Parameter;
import dev.warder.model.ValueShape;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueryParametersTest {
  @Test
  void namesAreDecodedOnceAndValuesLeaveOnlyTheirShape() {
    List<Parameter> parameters =
        QueryParameters.of("limit=100&user%20mail=jo%40example.com&tel=+49+30+901820&q=");

    assertThat(names(parameters)).containsExactly("limit", "user mail", "tel", "q");
    assertThat(parameters.get(0).has(ValueShape.INTEGER)).isTrue();
    assertThat(parameters.get(1).has(ValueShape.EMAIL)).isTrue();
    assertThat(parameters.get(2).has(ValueShape.PHONE)).isTrue();
    assertThat(parameters.get(3).has(ValueShape.EMPTY)).isTrue();
    assertThat(parameters.toString()).doesNotContain("100", "jo@", "901820");
  }

  @Test
  void nameGivenTwiceHasWhatItsValuesShare() {
    Parameter only = QueryParameters.of("id=7&id=8.5&id=9").getFirst();

    assertThat(only.has(ValueShape.NUMBER)).isTrue();
    assertThat(only.has(ValueShape.INTEGER)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sk_live_4eC39HqLyjWDarjtT1zdp7dc",
        "sk_live_4eC39HqLyjWDarjtT1zdp7dc=",
        "Zx81Qm20Vb77Lk93Tr55Pw=1",
        "9f86d081884c7d659a2feaa0c55ad015=1",
        "4111111111111111=1",
        "jo@example.com=1",
        "6ba7b810-9dad-11d1-80b4-00c04fd430c8=1",
        "a%00b=1",
        "a%1B[31m=1",
        "a%E2%80%AEb=1",
        "%FF=1",
        "=x",
        "flag",
        "&&&",
      })
  void whatIsNoNameIsNotKept(String query) {
    assertThat(QueryParameters.of(query)).isEmpty();
  }

  @Test
  void positionsBelongToNoName() {
    assertThat(names(QueryParameters.of("items[0].id=1&items[17].id=2&filter[name]=x")))
        .containsExactly("items[].id", "filter[name]");
  }

  @Test
  void keysOfKnownVendorsAreToldAsSecrets() {
    assertThat(
            QueryParameters.of("k=ghp_16C7e42F292c6912E7710c838347Ae178B4a")
                .getFirst()
                .has(ValueShape.SECRET))
        .isTrue();
  }

  @Test
  void nothingGrowsWithAHostileQuery() {
    StringBuilder query = new StringBuilder();
    for (int i = 0; i < 5_000; i++) {
      query.append("name").append((char) ('a' + i % 26)).append("_x".repeat(i % 9)).append(i % 7);
      query.append("=").append("9".repeat(i % 600)).append('&');
    }
    query.append("n".repeat(100_000)).append("=1");

    assertThat(QueryParameters.of(query.toString())).hasSize(Activity.MAX_LIST);
  }

  @Test
  void noQueryMakesItThrow() {
    Random random = new Random(3);
    String alphabet = "a=&%4+[]0é\u0000\uD83D.-_";
    for (int i = 0; i < 50_000; i++) {
      StringBuilder query = new StringBuilder();
      for (int n = random.nextInt(30); n > 0; n--) {
        query.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      assertThat(QueryParameters.of(query.toString()))
          .allSatisfy(p -> assertThat(p.name()).isNotBlank().doesNotContain("\u0000", "\uFFFD"));
    }
  }

  private static List<String> names(List<Parameter> parameters) {
    return parameters.stream().map(Parameter::name).toList();
  }
}
