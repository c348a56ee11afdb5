package dev.warder.collect;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// All formats there are, for one reader thread.
///
/// @param json formats of JSON values, in the order in which they are asked
/// @param lines formats of lines, in the order in which they are asked
record Formats(List<Format.Json> json, List<Format.Line> lines) {
  static final Set<String> NAMES =
      Collections.unmodifiableSet(
          new LinkedHashSet<>(
              List.of(
                  "ocsf",
                  "cloudtrail",
                  "jumpcloud",
                  "okta",
                  "github",
                  "keycloak",
                  "combined",
                  "otlp",
                  "har")));

  /// The formats to try: all, or the one that was named.
  static Formats of(CollectOptions options, Nouns nouns) {
    String keyField = options.keyField() == null ? "" : options.keyField();
    List<Format.Json> json =
        List.of(
            new OcsfFormat(nouns, keyField),
            new CloudTrailFormat(nouns, options.limits()),
            new JumpCloudFormat(nouns),
            new OktaFormat(nouns),
            new GitHubFormat(nouns),
            new KeycloakFormat(nouns, options.limits()),
            new OtlpFormat(nouns, keyField),
            new HarFormat(nouns, keyField, options.limits()));
    List<Format.Line> lines =
        List.of(new CombinedFormat(nouns, keyField), new KeycloakLineFormat(nouns));
    if (options.format().equals(CollectOptions.AUTO)) {
      return new Formats(json, lines);
    }
    return new Formats(
        json.stream().filter(format -> format.name().equals(options.format())).toList(),
        lines.stream().filter(format -> format.name().equals(options.format())).toList());
  }
}
