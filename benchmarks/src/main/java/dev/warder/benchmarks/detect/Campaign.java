package dev.warder.benchmarks.detect;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One labelled theft.
///
/// @param id as the scorer spells it, with the number of the set before it
/// @param family what sort of theft
/// @param firstMillis first malicious call
/// @param lastMillis last malicious call
/// @param credentials stolen keys and those minted with them
/// @param addresses that only the thief uses
/// @param tenants that were hit
/// @param techniques ATT&CK ids, as parents
/// @param calls times of the malicious calls, in order
record Campaign(
    String id,
    String family,
    long firstMillis,
    long lastMillis,
    Set<String> credentials,
    Set<String> addresses,
    Set<String> tenants,
    Set<String> techniques,
    List<Long> calls) {

  /// Alerts so long after the last malicious call still count.
  private static final long GRACE_MILLIS = 3_600_000;

  /// The labels of one set.
  ///
  /// @param startMillis findings before it do not count
  record Labels(long startMillis, List<Campaign> campaigns) {}

  /// @param set number of the set, as it was handed to the scorer
  static Labels read(Path labels, int set) {
    JsonNode root = JsonMapper.builder().build().readTree(labels);
    long start = root.path("eval_start").asLong(0);
    List<Campaign> campaigns = new ArrayList<>();
    for (JsonNode campaign : root.path("campaigns")) {
      if (campaign.path("last_event_time").asLong(0) >= start) {
        campaigns.add(campaign(campaign, set));
      }
    }
    return new Labels(start, campaigns);
  }

  private static Campaign campaign(JsonNode json, int set) {
    List<Long> calls = new ArrayList<>();
    json.path("events").forEach(event -> calls.add(event.path(1).asLong(0)));
    calls.sort(null);
    Set<String> techniques = new TreeSet<>();
    json.path("techniques").forEach(t -> techniques.add(Techniques.parent(t.asString(""))));
    return new Campaign(
        set + "/" + json.path("id").asString(""),
        json.path("family").asString(""),
        json.path("first_event_time").asLong(0),
        json.path("last_event_time").asLong(0),
        texts(json.path("credentials")),
        texts(json.path("sources")),
        texts(json.path("tenants")),
        techniques,
        calls);
  }

  private static Set<String> texts(JsonNode array) {
    Set<String> texts = new TreeSet<>();
    array.forEach(text -> texts.add(text.asString("")));
    return texts;
  }

  /// Whether a finding is about this theft: it comes in its time and at least half of the keys, or
  /// of the addresses, that it lists are the thief's.
  boolean matches(Alert.Found finding) {
    if (finding.millis() < firstMillis || finding.millis() > lastMillis + GRACE_MILLIS) {
      return false;
    }
    boolean here = finding.tenant().isEmpty() || tenants.contains(finding.tenant());
    return owns(credentials, finding.credentials())
        || (here && owns(addresses, finding.addresses()));
  }

  private static boolean owns(Set<String> mine, Set<String> listed) {
    long common = listed.stream().filter(mine::contains).count();
    return common > 0 && 2 * common >= listed.size();
  }

  /// Malicious calls up to a moment; at least 1.
  int callsUntil(long millis) {
    int count = 0;
    while (count < calls.size() && calls.get(count) <= millis) {
      count++;
    }
    return Math.max(1, count);
  }
}
