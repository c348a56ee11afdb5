package dev.warder.keys.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.keys.proof.Member.InnerList;
import dev.warder.keys.proof.Member.Item;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldParserTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "a=1|a=1",
        "  a=(  \"x\"   \"y\";n=1  );b  |a=(\"x\" \"y\";n=1);b",
        "a=() ,\tb|a=(), b=?1",
        "a;x=?1;y=?0|a=?1;x;y=?0",
        "a=-0|a=0",
        "a=007|a=7",
        "a=1.50, b=-2.0, c=0.001|a=1.5, b=-2.0, c=0.001",
        "a=999999999999999|a=999999999999999",
        "a=*t/o:k;*p-._1=@17|a=*t/o:k;*p-._1=@17",
        "a=\"q\\\"\\\\\"|a=\"q\\\"\\\\\"",
        "a=::, b=:YQ==:, c=:YWI=:|a=::, b=:YQ==:, c=:YWI=:",
        "~~|~~",
      })
  void fieldsAreWrittenInTheOneWayInWhichTheyAreSigned(String text, String canonical) {
    assertThat(written(text)).isEqualTo(canonical);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a=1,",
        "a=1,,b",
        ",a",
        "a=1 b",
        "A=1",
        "1=a",
        "a==1",
        "a= 1",
        "a=",
        "a=(",
        "a=(1",
        "a=(1 2",
        "a=(1,2)",
        "a=(\"x\"\"y\")",
        "a=((1))",
        "a=(1\t2)",
        "a=\"",
        "a=\"\\",
        "a=\"\\x\"",
        "a=\"\n\"",
        "a=\"\u00e9\"",
        "a=:",
        "a=:YQ:",
        "a=:YQ=:",
        "a=:YR==:",
        "a=:Y Q==:",
        "a=:A===:",
        "a=:====:",
        "a=:AA=A:",
        "a=:YQ==",
        "a=?2",
        "a=?",
        "a=-",
        "a=--1",
        "a=1.",
        "a=1.2345",
        "a=1234567890123.1",
        "a=1000000000000000",
        "a=@1.5",
        "a=@",
        "a=%\"x\"",
        "a=1, a=2",
        "a;b;b",
        "a;b=1;b=2",
        "a;",
        "a;B",
        "a=1;=2",
        "a\u0000",
        "\ta=1",
        "a=1\r\n b",
        "=1",
        "\uffff",
      })
  void whatIsMalformedOrToldTwiceIsNotRead(String text) {
    assertThat(FieldParser.dictionary(text)).isNull();
  }

  @Test
  void whatIsTooLongOrHasTooManyEntriesIsNotRead() {
    String entries = "(" + "1 ".repeat(FieldParser.MAX_ENTRIES) + ")";
    assertThat(FieldParser.dictionary("a=" + entries)).isNotNull();
    assertThat(FieldParser.dictionary("a=" + entries.replace(")", "1)"))).isNull();
    assertThat(FieldParser.dictionary("a" + " ".repeat(FieldParser.MAX_CHARS - 1))).isNotNull();
    assertThat(FieldParser.dictionary("a" + " ".repeat(FieldParser.MAX_CHARS))).isNull();
    assertThat(FieldParser.dictionary(keys(FieldParser.MAX_ENTRIES, ", k"))).isNotNull();
    assertThat(FieldParser.dictionary(keys(FieldParser.MAX_ENTRIES + 1, ", k"))).isNull();
    assertThat(FieldParser.dictionary(keys(FieldParser.MAX_ENTRIES + 1, ";k"))).isNotNull();
    assertThat(FieldParser.dictionary(keys(FieldParser.MAX_ENTRIES + 2, ";k"))).isNull();
  }

  private static String keys(int number, String between) {
    StringBuilder keys = new StringBuilder("k");
    for (int i = 1; i < number; i++) {
      keys.append(between).append(i);
    }
    return keys.toString();
  }

  private static String written(String text) {
    Map<String, Member> members = FieldParser.dictionary(text);
    assertThat(members).isNotNull();
    return members == null ? "" : write(members);
  }

  static String write(Map<String, Member> members) {
    StringBuilder out = new StringBuilder();
    members.forEach((key, member) -> {
      out.append(out.isEmpty() ? "" : ", ").append(key).append('=');
      switch (member) {
        case InnerList list -> FieldWriter.write(out, list);
        case Item item -> FieldWriter.write(out, item);
      }
    });
    return out.toString();
  }
}
