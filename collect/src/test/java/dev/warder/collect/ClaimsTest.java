package dev.warder.collect;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// A declared mapping claims the records of its own gateway and of nobody else.
class ClaimsTest {
  private static final List<String> MAPPED = List.of("nginx-json", "envoy", "kong", "aws-apigw");

  private static final Map<String, String> OWN =
      Map.of(
          "nginx-json.log", "nginx-json",
          "envoy-json.log", "envoy",
          "kong-http-log.ndjson", "kong",
          "aws-apigateway-rest.json.log", "aws-apigw");

  @TestFactory
  Stream<DynamicTest> noShippedMappingClaimsAnotherFormatsFile() {
    return Stream.of("data/formats", "data/cloudtrail", "data/jumpcloud")
        .flatMap(folder -> files(SharedFiles.at(folder)).stream())
        .map(
            file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> checkClaim(file)));
  }

  private static List<Path> files(Path folder) {
    try (Stream<Path> tree = Files.walk(folder)) {
      return tree.filter(Files::isRegularFile)
          .filter(file -> file.toString().matches(".*\\.(json|ndjson|log|har)(\\.gz)?"))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void checkClaim(Path file) {
    FileReport report = Collected.of(file).report().files().getFirst();
    String own = OWN.get(file.getFileName().toString());
    if (own == null) {
      assertThat(report.format()).isNotIn(MAPPED);
    } else {
      assertThat(report.format()).isEqualTo(own);
    }
  }
}
