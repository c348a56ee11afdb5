package dev.warder.collect;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;

/// Any bytes at all, read as each format: no reader throws, and none delivers more than there was.
class ReaderFuzz {
  /// The shortest record any reader takes is longer.
  private static final int MIN_RECORD_BYTES = 24;

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
    CollectOptions options = CollectOptions.defaults().withThreads(1).withFormat(format);
    Collected collected = Collected.of(options, input);
    CollectReport report = collected.report();
    assertThat(report.delivered()).isEqualTo(collected.activities().size());
    String compression = report.files().getFirst().compression();
    if (compression.equals("plain")) {
      assertThat(report.delivered() + report.duplicates())
          .isLessThanOrEqualTo(input.length / MIN_RECORD_BYTES);
    }
    assertThat(report.repaired()).isLessThanOrEqualTo(report.delivered() + report.duplicates());
  }
}
