package dev.warder.content;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.engine.detection.Condition;
import dev.warder.model.Activity;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{attribute: a.b, equals: X}            | true",
        "{attribute: A.B, equals: x}            | true",
        "{attribute: '*.b', equals: x}          | true",
        "{attribute: '**.c', equals: '17'}      | true",
        "{attribute: l.items.c, equals: '17'}   | true",
        "{attribute: l.c, equals: '17'}         | false",
        "{attribute: l.**, at-least: 17}        | true",
        "{attribute: l.**, at-least: 18}        | false",
        "{attribute: l.**, at-most: 17}         | true",
        "{attribute: a.b, at-least: 0}          | false",
        "{attribute: a.b, suffix: longer than x} | false",
        "{attribute: a.b, matches: '^x$'}       | true",
        "{attribute: none, present: 'true'}     | false",
        "{not: {attribute: none, present: 'true'}} | true",
        "{outcome: [DENIED]}                    | false",
        "{outcome: [SUCCESS, DENIED]}           | true",
        "{foreign-account: [acct]}              | true",
        "{foreign-account: [acct], except: ['999988887777']} | false",
        "{foreign-account: [hash]}              | false",
        "{foreign-account: [own]}               | false",
      })
  void attributeTestHoldsAsWritten(String yaml, boolean expected) {
    Map<String, String> attributes =
        Map.of(
            "a.b", "x",
            "l.items[3].c", "17",
            "acct", "arn:aws:iam::999988887777:root",
            "hash", "ab999988887777cd 1999988887777",
            "own", "arn:aws:iam::111122223333:root");
    assertThat(condition(yaml).test(Activities.with(attributes))).isEqualTo(expected);
  }

  @Test
  void hostileValuesNeverThrow() {
    String long18 = "9".repeat(Activity.MAX_TEXT);
    for (String value :
        new String[] {"", long18, "{".repeat(2_000), "%7B%", "\u0000", "1e999999"}) {
      Activity activity =
          Activities.with(Map.of("p", value, "p.Statement", value, value + ".", ""));
      for (String yaml :
          new String[] {
            "{attribute: '**', at-least: 1}",
            "{foreign-account: ['**']}",
            "{policy: p, lets: anybody}",
            "{names-another: p}",
          }) {
        condition(yaml).test(activity);
      }
    }
  }

  private static Condition condition(String yaml) {
    byte[] bytes = yaml.getBytes(StandardCharsets.UTF_8);
    YamlNode node = YamlDocument.first("test", new ByteArrayInputStream(bytes));
    return ConditionReader.read(Fields.of("test", node));
  }
}
