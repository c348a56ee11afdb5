package dev.warder.collect;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.warder.collect.mapping.Mapping;
import dev.warder.collect.mapping.MappingReader;
import java.nio.charset.StandardCharsets;

/// Any bytes at all, read as each format: no reader throws, and none delivers more than there was.
class ReaderFuzz {
  /// The shortest record any reader takes is longer.
  private static final int MIN_RECORD_BYTES = 24;

  /// `{"t":1}`, the shortest that the mapping below takes.
  private static final int MIN_MAPPED_BYTES = 7;

  private static final Mapping MAPPING =
      MappingReader.read(
          "fuzz.yaml",
          """
          records: /items
          fields:
            time: {at: [/t, /time/0], as: [auto, epoch-seconds]}
            uid: /id
            method: /verb
            request: /line
            url: /url
            base: /stage
            query: /q
            key: [/key, /h/x-key]
            principal: /who
            address: /ip
            forwarded_for: /xff
            status: /st
            error: /err
            latency: {at: /ms, unit: ms}
            response_bytes: /size
            targets: /what
            made: /made
            minted: /minted
          """
              .getBytes(StandardCharsets.UTF_8));

  @FuzzTest
  void anyBytesAreReadByTheirContent(byte[] input) {
    check(CollectOptions.AUTO, input);
  }

  @FuzzTest
  void anyBytesAreReadAsOcsf(byte[] input) {
    check("ocsf", input);
  }

  @FuzzTest
  void anyBytesAreReadAsCloudTrail(byte[] input) {
    check("cloudtrail", input);
  }

  @FuzzTest
  void anyBytesAreReadAsJumpCloud(byte[] input) {
    check("jumpcloud", input);
  }

  @FuzzTest
  void anyBytesAreReadAsCombined(byte[] input) {
    check("combined", input);
  }

  @FuzzTest
  void anyBytesAreReadAsNginxJson(byte[] input) {
    check("nginx-json", input);
  }

  @FuzzTest
  void anyBytesAreReadAsEnvoy(byte[] input) {
    check("envoy", input);
  }

  @FuzzTest
  void anyBytesAreReadAsKong(byte[] input) {
    check("kong", input);
  }

  @FuzzTest
  void anyBytesAreReadAsAwsApiGateway(byte[] input) {
    check("aws-apigw", input);
  }

  @FuzzTest
  void anyBytesAreReadByAMapping(byte[] input) {
    check(
        CollectOptions.defaults().withMapping(MAPPING).withTrustedHops(2),
        "json",
        input,
        MIN_MAPPED_BYTES);
  }

  @FuzzTest
  void anyBytesAreReadAsOkta(byte[] input) {
    check("okta", input);
  }

  @FuzzTest
  void anyBytesAreReadAsGitHub(byte[] input) {
    check("github", input);
  }

  @FuzzTest
  void anyBytesAreReadAsKeycloak(byte[] input) {
    check("keycloak", input);
  }

  @FuzzTest
  void anyBytesAreReadAsOtlp(byte[] input) {
    check("otlp", input);
  }

  @FuzzTest
  void anyBytesAreReadAsHar(byte[] input) {
    check("har", input);
  }

  private static void check(String format, byte[] input) {
    check(CollectOptions.defaults(), format, input, MIN_RECORD_BYTES);
  }

  private static void check(CollectOptions base, String format, byte[] input, int minRecordBytes) {
    CollectOptions options = base.withThreads(1).withFormat(format);
    Collected collected = Collected.of(options, input);
    CollectReport report = collected.report();
    assertThat(report.delivered()).isEqualTo(collected.activities().size());
    String compression = report.files().getFirst().compression();
    if (compression.equals("plain")) {
      assertThat(report.delivered() + report.duplicates())
          .isLessThanOrEqualTo(input.length / minRecordBytes);
    }
    assertThat(report.repaired()).isLessThanOrEqualTo(report.delivered() + report.duplicates());
  }
}
