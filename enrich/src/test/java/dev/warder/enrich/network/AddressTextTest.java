package dev.warder.enrich.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.enrich.SharedData;
import dev.warder.model.network.IpAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AddressTextTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1.2.3.4:443|1.2.3.4",
        "[::1]:80|::1",
        "[2001:db8::1]|2001:db8::1",
        "::ffff:1.2.3.4|1.2.3.4",
        "::ffff:102:304|1.2.3.4",
        "fe80::1%eth0|fe80::1",
        "1:2:3:4:5:6:1.2.3.4|1:2:3:4:5:6:102:304",
        "1:0:0:2:0:0:0:3|1:0:0:2::3",
        "1:0:0:2:3:0:0:4|1::2:3:0:0:4",
        "1:0:2:3:4:5:6:7|1:0:2:3:4:5:6:7",
        "0:0:0:0:0:0:0:0|::",
        "1::|1::",
        "proto=https;for=1.2.3.4|1.2.3.4",
        "For=\"1.2.3.4:80\"|1.2.3.4",
        "1.2.3.4,unknown|1.2.3.4",
      })
  void everySpellingOfAnAddressBecomesTheCanonicalOne(String text, String canonical) {
    assertThat(address(text)).isEqualTo(canonical);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "-",
        "unknown",
        "1",
        "1.2.3",
        "1.2.3.4.5",
        "256.1.1.1",
        "01.2.3.4",
        "1.2.3.04",
        "0x7f.0.0.1",
        "1.2.3.4:",
        "1.2.3.4:65536",
        "1.2.3.4:8a",
        "1.2.3.4 5",
        "1..2.3",
        "[::1",
        "[::1]x",
        "[1.2.3.4]:",
        ":",
        ":::",
        "1::2::3",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "12345::",
        "::g",
        ":1:2",
        "1:2:",
        "1:2:3:4:5:6:7:8::",
        "::1.2.3",
        "::1.2.3.4:5",
        "1.2.3.4::",
        "for=_hidden",
        "proto=https",
        "evil.example.com",
        "amazonaws.com",
        ".amazonaws.com",
        "a..amazonaws.com",
        "localhost",
        "ec2-1-2-3-4.compute-1.amazonaws.com",
        "x.eu-west-1.elb.amazonaws.com",
        "ＡWS Internal",
      })
  void whatIsNoAddressIsUnreadableAndThrowsNothing(String text) {
    assertThat(AddressText.parse(text)).isEqualTo(new AddressText.Unreadable());
  }

  @ParameterizedTest
  @CsvSource({
    "AWS Internal,aws internal",
    "SecretsManager.amazonaws.com,secretsmanager.amazonaws.com",
    "ecs.application-autoscaling.amazonaws.com,ecs.application-autoscaling.amazonaws.com",
    "gce-internal-ip,gce-internal-ip",
  })
  void serviceOfAProviderIsToldByItsNameInLowerCase(String text, String name) {
    assertThat(AddressText.parse(text)).isEqualTo(new AddressText.Service(name));
  }

  @Test
  void longTextIsRefusedWithoutBeingKept() {
    assertThat(AddressText.parse("a".repeat(1_000_000) + ".amazonaws.com"))
        .isEqualTo(new AddressText.Unreadable());
  }

  @Test
  void canonicalTextReadsBackAsTheSameAddress() {
    SplittableRandom random = new SplittableRandom(7);
    for (int i = 0; i < 20_000; i++) {
      long mask = -1L << random.nextInt(64);
      IpAddress address = new IpAddress(random.nextLong() & mask, random.nextLong() & ~mask);
      assertThat(AddressText.parse(address.toString())).isEqualTo(new AddressText.Ip(address));
    }
  }

  @Test
  void malformedAddressesOfRealLogsGiveWhatIsExpected() throws IOException {
    List<String> events =
        Files.readAllLines(SharedData.file("formats/malformed/ip-addresses.ndjson"));
    Path expectations = SharedData.file("formats/malformed/ip-addresses.expected.tsv");
    for (String row : Files.readAllLines(expectations).subList(1, events.size() + 1)) {
      String[] fields = row.split("\t", -1);
      String text = sourceAddress(events.get(Integer.parseInt(fields[0]) - 1));
      assertThat(address(text)).as("line %s: %s", fields[0], text).isEqualTo(fields[1]);
    }
  }

  private static String sourceAddress(String event) {
    String name = "\"sourceIPAddress\":";
    int start = event.indexOf(name) + name.length();
    if (event.startsWith("null", start)) {
      return "";
    }
    StringBuilder text = new StringBuilder();
    for (int i = start + 1; event.charAt(i) != '"'; i++) {
      char character = event.charAt(i);
      boolean escape = character == '\\';
      i += escape ? 1 : 0;
      text.append(escape && event.charAt(i) == 'n' ? '\n' : event.charAt(i));
    }
    return text.toString();
  }

  private static String address(String text) {
    return switch (AddressText.parse(text)) {
      case AddressText.Ip(IpAddress ip) -> ip.toString();
      case AddressText.Service(String name) -> "";
      case AddressText.Unreadable() -> "";
    };
  }
}
