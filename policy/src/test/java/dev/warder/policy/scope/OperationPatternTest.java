package dev.warder.policy.scope;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.policy.text.Parsed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class OperationPatternTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /",
        "* /**",
        "GET /api/systems/{id}",
        "GET /api/systems/{id}/",
        "PROPFIND /api/%C3%BC/{a.b-c_d}/**",
      })
  void patternReadsBackFromItsText(String text) {
    assertThat(OperationPattern.parse(text).orThrow()).hasToString(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\u0001',
      value = {
        "/api/systems|1|the method is missing: write `GET`, or `*` for every method",
        "GET|4|the path is missing",
        "\u0001 /api\u0001|1|the method is missing before the blank",
        "get /api|1|methods are written in capitals: GET",
        "GE7 /api|3|no method",
        "GTE /api/|0|",
        "GET api|5|a path begins with `/`",
        "GET  /api|5|one blank after the method",
        "GET /api//b|10|write one `/` only",
        "GET /api/**/b|10|`**` may only end a pattern",
        "GET /api/*/b|10|write `{name}` for one segment",
        "GET /api/a*|11|write `{name}`",
        "GET /api/{}|10|a parameter is a whole segment",
        "GET /api/x{id}|10|a parameter is a whole segment",
        "GET /api/../b|10|write the path without `..`",
        "GET /api/a b|11|write a blank as `%20`",
        "GET /api/a;b|11|leave out `;`",
        "GET /api?x=1|9|leave out the query",
        "GET /api/%2f|10|as UTF-8 in capitals",
        "GET /api/ü|10|percent-encoded as UTF-8",
      })
  void whatIsNoPatternIsToldWithItsColumnAndWhatToWrite(String text, int column, String message) {
    switch (OperationPattern.parse(text)) {
      case Parsed.Problem<OperationPattern> problem -> {
        assertThat(problem.column()).isEqualTo(column);
        assertThat(problem.message()).contains(message);
      }
      case Parsed.Value<OperationPattern> value -> assertThat(column).as("%s", value).isZero();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "GET /a/{x},GET,/a/b,true",
    "GET /a/{x},GET,/a/b/,false",
    "GET /a/{x},GET,/a/,false",
    "GET /a/{x},GET,/a,false",
    "GET /a/{x},GET,/a/b/c,false",
    "GET /a/{x},HEAD,/a/b,false",
    "GET /a/{x},get,/a/b,false",
    "GET /a/{x},GET,/a/..,false",
    "GET /a/{x},GET,/A/b,false",
    "* /a/b,TRACE,/a/b,true",
    "* /a/b,BREW,/a/b,true",
    "GET /a/**,GET,/a,false",
    "GET /a/**,GET,/a/,true",
    "GET /a/**,GET,/a/b,true",
    "GET /a/**,GET,/a/b/c/d/,true",
    "GET /a/**,GET,/a/b/../c,false",
    "GET /a/**,GET,/a/b%2Fc,false",
    "GET /a/**,GET,/ab/c,false",
    "GET /,GET,/,true",
    "GET /,GET,/a,false",
    "GET /**,GET,/,true",
  })
  void patternMeansWhatItNamesAndNothingElse(
      String pattern, String method, String path, boolean meant) {
    OperationPattern parsed = OperationPattern.parse(pattern).orThrow();
    assertThat(parsed.matches(method, path)).isEqualTo(meant);
    assertThat(Scope.parse(java.util.List.of(pattern)).orThrow().opens(method, path))
        .isEqualTo(meant);
  }

  @Test
  void tooLongOrTooDeepPatternIsRefused() {
    assertThat(OperationPattern.parse("GET /" + "a".repeat(1_019)))
        .isInstanceOf(Parsed.Value.class);
    assertThat(OperationPattern.parse("GET /" + "a".repeat(1_020)))
        .isInstanceOf(Parsed.Problem.class);
    assertThat(OperationPattern.parse("GET " + "/a".repeat(64))).isInstanceOf(Parsed.Value.class);
    assertThat(OperationPattern.parse("GET " + "/a".repeat(65))).isInstanceOf(Parsed.Problem.class);
  }
}
