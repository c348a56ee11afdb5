package dev.warder.benchmarks.detect;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One answer of the scorer (`score.py --json --per-campaign`).
///
/// A mode is `emitted@2`, `ranked@2` or the like.
final class Scores {
  private final JsonNode root;

  Scores(JsonNode root) {
    this.root = root;
  }

  static Scores read(Path file) {
    return new Scores(JsonMapper.builder().build().readTree(file));
  }

  /// A figure of a mode, empty where the scorer has none, such as a recall without campaigns.
  Optional<Double> figure(String mode, String name) {
    return number(root.path("results").path(mode).path(name));
  }

  String interval(String mode) {
    JsonNode interval = root.path("results").path(mode).path("recall_ci");
    return String.format(
        Locale.ROOT, "%.2f to %.2f", interval.path(0).asDouble(0), interval.path(1).asDouble(0));
  }

  double days() {
    return root.path("eval_days").asDouble(0);
  }

  int hardItems() {
    int items = 0;
    for (JsonNode kind : root.path("hard_set")) {
      items += kind.path("items").asInt(0);
    }
    return items;
  }

  Optional<Double> shareInOneIncident() {
    return number(root.path("merging").path("share_merged_into_one"));
  }

  private static Optional<Double> number(JsonNode node) {
    return node.isNumber() ? Optional.of(node.asDouble()) : Optional.empty();
  }

  /// Campaigns that a mode detects, by id.
  Set<String> detected(String mode) {
    Set<String> detected = new TreeSet<>();
    for (JsonNode campaign : root.path("per_campaign")) {
      for (JsonNode within : campaign.path("within")) {
        if (within.asString("").equals(mode)) {
          detected.add(campaign.path("id").asString(""));
        }
      }
    }
    return detected;
  }

  /// Family of each campaign, by id.
  Map<String, String> families() {
    Map<String, String> families = new TreeMap<>();
    for (JsonNode campaign : root.path("per_campaign")) {
      families.put(campaign.path("id").asString(""), campaign.path("family").asString(""));
    }
    return families;
  }
}
