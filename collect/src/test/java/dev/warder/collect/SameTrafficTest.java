package dev.warder.collect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warder.model.Activity;
import dev.warder.model.Parameter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// The same sixty requests, as different gateways log them, are the same sixty activities, as far
/// as the log carries a field. Another format joins by one line.
class SameTrafficTest {
  private static final String FOLDER = "data/formats/same-traffic/";

  /// What not every format carries. Method, path, status, address and agent all do.
  enum Carried {
    MILLIS,
    ROUTE,
    KEY_ID,
    KEY_HASH,
    PRINCIPAL,
    REQUEST_BYTES,
    RESPONSE_BYTES,
    LATENCY,
    REQUEST_ID,
    HOST,
    QUERY,
    /// Who called is told of refused calls too.
    CALLER_IF_REFUSED
  }

  private static final List<Log> LOGS =
      List.of(
          new Log(
              "combined",
              "nginx-combined.log",
              EnumSet.of(
                  Carried.PRINCIPAL,
                  Carried.RESPONSE_BYTES,
                  Carried.QUERY,
                  Carried.CALLER_IF_REFUSED)),
          new Log(
              "nginx-json",
              "nginx-json.log",
              EnumSet.complementOf(
                  EnumSet.of(Carried.ROUTE, Carried.KEY_ID, Carried.REQUEST_BYTES, Carried.HOST))),
          new Log(
              "envoy",
              "envoy-json.log",
              EnumSet.complementOf(EnumSet.of(Carried.ROUTE, Carried.KEY_ID, Carried.PRINCIPAL))),
          new Log(
              "kong",
              "kong-http-log.ndjson",
              EnumSet.complementOf(
                  EnumSet.of(
                      Carried.ROUTE,
                      Carried.KEY_HASH,
                      Carried.REQUEST_BYTES,
                      Carried.CALLER_IF_REFUSED))),
          new Log(
              "aws-apigw",
              "aws-apigateway-rest.json.log",
              EnumSet.complementOf(
                  EnumSet.of(
                      Carried.KEY_HASH,
                      Carried.REQUEST_BYTES,
                      Carried.HOST,
                      Carried.QUERY,
                      Carried.CALLER_IF_REFUSED))));

  private record Log(String format, String file, Set<Carried> carried) {}

  @TestFactory
  Stream<DynamicTest> everyGatewaysLogGivesTheSameCalls() {
    return LOGS.stream().map(log -> DynamicTest.dynamicTest(log.format(), () -> check(log)));
  }

  private static void check(Log log) {
    Collected collected = Collected.of(SharedFiles.at(FOLDER + log.file()));
    assertThat(collected.report().skipped()).isZero();
    assertThat(collected.report().files())
        .singleElement()
        .satisfies(file -> assertThat(file.format()).isEqualTo(log.format()));
    List<String> rows = new ArrayList<>(SharedFiles.lines(FOLDER + "expected.tsv"));
    rows.removeFirst();
    assertThat(collected.activities()).hasSize(60).hasSameSizeAs(rows);
    for (int i = 0; i < rows.size(); i++) {
      checkRow(rows.get(i).split("\t", -1), collected.activities().get(i), log.carried());
    }
  }

  /// n, time_utc, method, route, path, query, status, key_id, key_hash, principal, ip, user_agent,
  /// response_bytes, request_bytes, duration_ms, request_id.
  private static void checkRow(String[] row, Activity activity, Set<Carried> carried) {
    long micros = Instant.parse(row[1]).toEpochMilli() * 1_000;
    long fraction = carried.contains(Carried.MILLIS) ? 0 : micros % 1_000_000;
    assertThat(activity.timeMicros()).as(row[0]).isEqualTo(micros - fraction);
    assertThat(activity.call().method()).as(row[0]).isEqualTo(row[2]);
    assertThat(activity.call().path()).as(row[0]).isEqualTo(row[4]);
    assertThat(activity.outcome().status()).as(row[0]).isEqualTo(Integer.parseInt(row[6]));
    assertThat(activity.source().address()).as(row[0]).isEqualTo(row[10]);
    assertThat(activity.client().userAgent()).as(row[0]).isEqualTo(row[11]);
    String refused = carried.contains(Carried.CALLER_IF_REFUSED) ? "" : "401";
    String route = carried.contains(Carried.ROUTE) ? row[3] : "";
    assertThat(activity.call().route()).as(row[0]).isEqualTo(route);
    if (!row[6].equals(refused)) {
      checkCaller(row, activity, carried);
    }
    checkRest(row, activity, carried);
  }

  private static void checkCaller(String[] row, Activity activity, Set<Carried> carried) {
    String principal = carried.contains(Carried.PRINCIPAL) ? row[9] : "";
    assertThat(activity.caller().principalUid()).as(row[0]).isEqualTo(principal);
    String key =
        carried.contains(Carried.KEY_ID)
            ? row[7]
            : carried.contains(Carried.KEY_HASH) ? row[8] : principal;
    assertThat(activity.caller().credentialUid()).as(row[0]).isEqualTo(key);
  }

  private static void checkRest(String[] row, Activity activity, Set<Carried> carried) {
    String query = carried.contains(Carried.QUERY) ? row[5] : "";
    assertThat(activity.parameters())
        .as(row[0])
        .extracting(Parameter::name)
        .isEqualTo(SharedFiles.parameterNames(query));
    assertThat(activity.responseBytes())
        .as(row[0])
        .isEqualTo(numberIf(carried.contains(Carried.RESPONSE_BYTES), row[12], 1));
    assertThat(activity.requestBytes())
        .as(row[0])
        .isEqualTo(numberIf(carried.contains(Carried.REQUEST_BYTES), row[13], 1));
    assertThat(activity.latencyMicros())
        .as(row[0])
        .isEqualTo(numberIf(carried.contains(Carried.LATENCY), row[14], 1_000));
    if (carried.contains(Carried.REQUEST_ID)) {
      assertThat(activity.uid().replace("-", "").toLowerCase(Locale.ROOT))
          .as(row[0])
          .isEqualTo(row[15].replace("-", ""));
    }
    if (carried.contains(Carried.HOST)) {
      assertThat(activity.call().api()).as(row[0]).isEqualTo("api.acme.example");
    }
  }

  private static long numberIf(boolean there, String text, long factor) {
    return there ? Long.parseLong(text) * factor : Activity.UNKNOWN;
  }
}
