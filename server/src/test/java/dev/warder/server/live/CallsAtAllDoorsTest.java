package dev.warder.server.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.enrich.Enricher;
import dev.warder.keys.shape.KeyShape;
import dev.warder.model.Activity;
import dev.warder.model.Call;
import dev.warder.model.Caller;
import dev.warder.model.Client;
import dev.warder.model.CredentialKind;
import dev.warder.model.Outcome;
import dev.warder.model.Source;
import dev.warder.server.live.CallReading.Told;
import dev.warder.server.live.CallReading.Told.Made;
import dev.warder.server.live.CallReading.Told.Nothing;
import dev.warder.server.live.CallReading.Told.Unreadable;
import dev.warder.store.journal.Entry;
import dev.warder.store.journal.EntryKind;
import dev.warder.store.journal.Facts;
import dev.warder.store.journal.activity.ActivityCodec;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Each call is followed once, whichever door was asked and whatever its caller was told.
class CallsAtAllDoorsTest {
  private static final Enricher ENRICHER = Enricher.standard();

  private final CallsAtAllDoors reading = new CallsAtAllDoors(KeyShape.of("wdr"), ENRICHER);

  @ParameterizedTest
  @ValueSource(strings = {"verify", "auth_request", "ext_authz"})
  void callThatOthersAskedAboutIsFollowedWithAllThatIsKnownOfIt(String door) {
    Activity call = made(verdict(door, "ALLOWED", 1, "k1", "GET /api/systems"));

    assertThat(call.uid()).isEqualTo("v01");
    assertThat(call.tenant()).isEqualTo("acme");
    assertThat(call.caller())
        .isEqualTo(new Caller("k1", CredentialKind.API_KEY, "svc-sync", "svc-sync", ""));
    assertThat(call.call()).isEqualTo(new Call("api.example.org", "GET", "/api/systems", "", ""));
    assertThat(call.source()).isEqualTo(ENRICHER.source("8.8.8.8", ""));
    assertThat(call.client()).isEqualTo(ENRICHER.client("curl/8.1", ""));
    assertThat(call.outcome()).isEqualTo(Outcome.SUCCESS);
    assertThat(call.attributes()).containsEntry("warder.code", "allowed");
  }

  @ParameterizedTest
  @CsvSource({
    "OUT_OF_SCOPE, 403, DENIED",
    "REVOKED, 401, DENIED",
    "UNKNOWN, 401, DENIED",
    "TOO_FAST, 429, THROTTLED"
  })
  void callThatWasRefusedIsFollowedAsRefused(String reason, int status, Outcome.Result result) {
    Activity call = made(verdict("verify", reason, 0, "k1", "GET /api/systems"));

    assertThat(call.outcome()).isEqualTo(new Outcome(result, status, ""));
    assertThat(call.caller().credentialUid()).isEqualTo("k1");
  }

  @Test
  void callThatAPolicyInShadowLetPassWasMade() {
    assertThat(made(verdict("verify", "OUT_OF_SCOPE", 1, "k1", "GET /a")).outcome())
        .isEqualTo(Outcome.SUCCESS);
  }

  @ParameterizedTest
  @CsvSource({
    "ALLOWED, allowed, k1, activity",
    "REVOKED, revoked, k1, activity",
    "MALFORMED, malformed, '', activity",
    "UNKNOWN, unknown, '', verdict",
    "UNKNOWN, unknown, k1, verdict"
  })
  void callAtTheGateIsFollowedOnceThoughItIsWrittenDownTwice(
      String reason, String code, String watched, String followed) {
    boolean isTold = !reason.equals("UNKNOWN");
    Told asVerdict =
        reading.read(
            verdict("gate", reason, reason.equals("ALLOWED") ? 1 : 0, watched, "GET /api/systems"));
    Told asActivity = reading.read(new ActivityCodec().entry(gate(code, isTold ? watched : "")));

    assertThat(asVerdict instanceof Made).isEqualTo(followed.equals("verdict"));
    assertThat(asActivity instanceof Made).isEqualTo(followed.equals("activity"));
    Told one = asVerdict instanceof Made ? asVerdict : asActivity;
    assertThat(((Made) one).call().caller().credentialUid()).isEqualTo(watched);
  }

  @ParameterizedTest
  @ValueSource(strings = {"own", "", "somebody", "scheduled"})
  void whatIsNoCallOfTheApiIsNotFollowed(String door) {
    assertThat(reading.read(verdict(door, "ALLOWED", 1, "k1", "GET /a"))).isEqualTo(new Nothing());
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "GET a", "GET /a/../b", "GET /a//b", "GET /%2e%2e", "GET /a?b=c"})
  void oddPathsAreOneOperationAndNoHostIsNoFault(String operation) {
    Call call = made(verdict("verify", "OUT_OF_SCOPE", 0, "k1", operation)).call();

    assertThat(call.action()).isEqualTo("doors:odd_path");
    assertThat(call.path()).isEmpty();
  }

  @Test
  void whereTheTableOfNetworksWasReplacedTheRecordCounts() {
    Entry entry =
        entry("verify", body("ALLOWED", 1, "k1"), personal("GET /a", "8.8.8.8"), "AS64500 XX");

    Source source = made(entry).source();

    assertThat(source.canonical()).isEqualTo("AS64500 XX");
    assertThat(source.address()).isEqualTo("8.8.8.8");
  }

  @Test
  void entryThatCannotBeReadIsToldApartFromOneOfNoCall() {
    assertThat(reading.read(entry("verify", "{", "", "unknown"))).isEqualTo(new Unreadable());
    Entry change = new Entry(EntryKind.AUDIT, 5, "", "", "keys.mint", "", new byte[0]);
    assertThat(reading.read(change)).isEqualTo(new Nothing());
  }

  private Activity made(Entry entry) {
    return ((Made) reading.read(entry)).call();
  }

  private static Entry verdict(String door, String reason, int pass, String key, String operation) {
    return entry(
        door,
        body(reason, pass, key),
        personal(operation, "8.8.8.8"),
        ENRICHER.source("8.8.8.8", "").canonical());
  }

  private static String body(String reason, int pass, String key) {
    return "{\"v\":2,\"verdict\":\"v01\",\"reason\":\""
        + reason
        + "\",\"pass\":"
        + pass
        + ",\"mode\":\"ENFORCE\",\"key\":\""
        + key
        + "\",\"host\":\"API.example.org\"}";
  }

  private static String personal(String operation, String address) {
    return "{\"operation\":\"" + operation + "\",\"address\":\"" + address + "\"}";
  }

  private static Entry entry(String door, String body, String personal, String source) {
    return new Entry(
        EntryKind.VERDICT,
        Calls.NOON,
        "acme",
        "k1",
        "GET",
        source,
        new Facts(List.of(door), ascii(body)),
        new Facts(List.of("curl/8.1", "svc-sync"), ascii(personal)));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static Activity gate(String code, String key) {
    return new Activity(
        Calls.NOON,
        "v01",
        key.isEmpty() ? "" : "acme",
        key.isEmpty()
            ? Caller.ANONYMOUS
            : new Caller(key, CredentialKind.API_KEY, "svc-sync", "svc-sync", ""),
        Source.UNKNOWN,
        Client.UNKNOWN,
        new Call("api.example.org", "GET", "/api/systems", "", ""),
        Outcome.ofStatus(200),
        0,
        0,
        0,
        List.of(),
        List.of(),
        "",
        List.of(),
        Map.of("warder.code", code));
  }
}
