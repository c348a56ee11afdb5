package dev.warder.collect;

import dev.warder.collect.MappedFormat.Claim;
import dev.warder.collect.mapping.Mapping;
import dev.warder.collect.mapping.ShippedMappings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// All formats there are, for one reader thread.
///
/// @param json formats of JSON values, in the order in which they are asked
/// @param lines formats of lines, in the order in which they are asked
record Formats(List<Format.Json> json, List<Format.Line> lines) {
  /// The format of a mapping that the operator declares.
  static final String DECLARED = "json";

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
                  "nginx-json",
                  "envoy",
                  "kong",
                  "aws-apigw",
                  "otlp",
                  "har",
                  DECLARED)));

  /// The formats to try: all, or the one that was named.
  static Formats of(CollectOptions options, Nouns nouns) {
    String keyField = options.keyField() == null ? "" : options.keyField();
    TrustedHops hops = new TrustedHops(options.trustedHops());
    List<Format.Json> json =
        List.of(
            new OcsfFormat(nouns, keyField, hops),
            new CloudTrailFormat(nouns, options.limits()),
            new JumpCloudFormat(nouns),
            new OktaFormat(nouns),
            new GitHubFormat(nouns),
            new KeycloakFormat(nouns, options.limits()),
            new OtlpFormat(nouns, keyField),
            new HarFormat(nouns, keyField, options.limits()));
    List<Format.Line> lines =
        List.of(new CombinedFormat(nouns, keyField, hops), new KeycloakLineFormat(nouns));
    if (options.format().equals(CollectOptions.AUTO)) {
      return new Formats(withMapped(json, options, nouns, keyField), lines);
    }
    return new Formats(
        withMapped(json, options, nouns, keyField).stream()
            .filter(format -> format.name().equals(options.format()))
            .toList(),
        lines.stream().filter(format -> format.name().equals(options.format())).toList());
  }

  /// Adds the formats that are mappings. The operator's own comes first if it says which records
  /// are its own, else last, because it takes whatever is left.
  private static List<Format.Json> withMapped(
      List<Format.Json> json, CollectOptions options, Nouns nouns, String keyField) {
    boolean auto = options.format().equals(CollectOptions.AUTO);
    TrustedHops hops = new TrustedHops(options.trustedHops());
    Claim claim = auto ? Claim.RECOGNISED : Claim.ALL;
    List<Format.Json> all = new ArrayList<>(json);
    for (String name : ShippedMappings.NAMES) {
      Mapping mapping = ShippedMappings.of(name);
      all.add(new MappedFormat(name, mapping, claim, nouns, keyField, hops));
    }
    Mapping own = options.mapping();
    if (own != null) {
      Format.Json format = new MappedFormat(DECLARED, own, Claim.RECOGNISED, nouns, keyField, hops);
      all.add(own.isSpecific() ? 0 : all.size(), format);
    }
    all.add(new KeyListFormat());
    return List.copyOf(all);
  }
}
