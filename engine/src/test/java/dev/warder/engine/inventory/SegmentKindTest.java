package dev.warder.engine.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SegmentKindTest {

  @ParameterizedTest
  @CsvSource({
    "17, INTEGER",
    "6ba7b810-9dad-11d1-80b4-00c04fd430c8, UUID",
    "58a594ce9c0ef5cd76425438, HEX",
    "01ARZ3NDEKTSV4RRFFQ69G5FAV, OPAQUE",
    "2RlBZPTkWBJpGfwLoHaqreKeeoe, OPAQUE",
    "cus_NffrFeUfNV2Hib, OPAQUE",
    "acct_BRYihgATLToT, OPAQUE",
    "i-0dbc91f429e48eeed, OPAQUE",
    "x7k2p9, OPAQUE",
    "123abc, OPAQUE",
    "INV10023, OPAQUE",
    "order-12345, OPAQUE",
    "$56406964, OPAQUE",
    "1.2.3, NUMBER",
    "-12.5, NUMBER",
    "2026-10-05, DATE",
    "2026-10-05T10:00:00Z, DATE",
    "jo@example.com, EMAIL",
    "@jo, TEXT",
    "Jo%20Smith, TEXT",
  })
  void whatAMachineNumbersIsAValue(String segment, SegmentKind kind) {
    assertThat(SegmentKind.of(segment)).isEqualTo(kind);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "users",
        "systemUsers",
        "runCommand",
        "getOffice365ActiveUserDetail",
        "oauth2",
        "i18n",
        "v2",
        "v1.1",
        "v1beta1",
        "sha256",
        "s3",
        "line1",
        "geo2ip",
        "en-US",
        "getIPAddressByUserId",
        "serviceAccountTokenCreatorRoleBindingTemplate",
        "a"
      })
  void wordsAndVersionsAreNone(String segment) {
    assertThat(SegmentKind.of(segment)).isEqualTo(SegmentKind.WORD);
  }

  @Test
  void nothingMakesItThrow() {
    Random random = new Random(5);
    for (int i = 0; i < 100_000; i++) {
      StringBuilder segment = new StringBuilder();
      for (int n = random.nextInt(12); n > 0; n--) {
        segment.append("aZ9%'()=,.:-_$@\u00e9\ud83d".charAt(random.nextInt(17)));
      }
      SegmentShape shape = SegmentShape.of(segment.toString());
      assertThat(shape.frame()).contains(SegmentShape.HOLE);
      assertThat(WordLook.of(segment.toString()).knownShare()).isBetween(0.0, 1.0);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      quoteCharacter = '"',
      value = {
        "17 {}",
        "17.json {}.json",
        "alice.json {}.json",
        "archive.tar {}",
        "17:cancel {}:cancel",
        "urn:isbn:17 {}",
        "users('17') users('{}')",
        "users(17) users({})",
        "top(n=5,by='a,b') top(n={},by='{}')",
        "usage%28period%3D%27D7%27%29 usage(period='{}')",
        "id='5',key='6' id='{}',key='{}'",
        "delta() {}",
      })
  void frameIsWhatIsFixedAroundTheValues(String segment, String frame) {
    assertThat(SegmentShape.of(segment).frame()).isEqualTo(frame);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"policies", "commandresults", "users-by-group", "billing", "SystemUsers", "byId"})
  void wordsOfApisAreKnownInWhateverForm(String word) {
    assertThat(WordLook.of(word).isKnown()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"alice", "kowalski", "qbtoxa", "de", "at", "lisbon", "zephyr-walnut"})
  void namesAndCodesAreNot(String word) {
    assertThat(WordLook.of(word).isKnown()).isFalse();
  }
}
