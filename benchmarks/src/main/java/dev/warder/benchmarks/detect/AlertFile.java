package dev.warder.benchmarks.detect;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Reads a findings file as the scorer does: incidents are the alerts, and findings that none of
/// them names; of lines about one incident the last tells its score and techniques. Lines of other
/// classes and findings without a time are passed over.
final class AlertFile {
  private static final int FINDING = 2004;
  private static final int INCIDENT = 2005;
  private static final long DAY_MILLIS = 86_400_000;

  private final Map<String, Alert.Found> findings = new LinkedHashMap<>();
  private final Map<String, Incident> incidents = new LinkedHashMap<>();

  private AlertFile() {}

  private record Incident(JsonNode line, Set<String> findings) {}

  /// @param startMillis findings before it are left out
  static List<Alert> read(Path file, long startMillis) throws IOException {
    AlertFile alerts = new AlertFile();
    JsonMapper json = JsonMapper.builder().build();
    int number = 0;
    for (String line : Files.readAllLines(file)) {
      if (!line.isBlank()) {
        alerts.add(json.readTree(line), "line-" + number);
      }
      number++;
    }
    return alerts.alerts(startMillis);
  }

  private void add(JsonNode line, String otherwise) {
    int of = line.path("class_uid").asInt(FINDING);
    if (of == INCIDENT) {
      String uid = line.path("metadata").path("uid").asString(otherwise);
      Incident old = incidents.get(uid);
      Set<String> named = old == null ? new LinkedHashSet<>() : old.findings();
      line.path("finding_info_list").forEach(f -> named.add(f.path("uid").asString("")));
      incidents.put(uid, new Incident(line, named));
      return;
    }
    if (of != FINDING || !line.path("time").isNumber()) {
      return;
    }
    Set<String> credentials = new TreeSet<>();
    Set<String> addresses = new TreeSet<>();
    for (JsonNode evidence : line.path("evidences")) {
      addText(evidence.path("actor").path("session").path("credential_uid"), credentials);
      addText(evidence.path("src_endpoint").path("ip"), addresses);
    }
    String uid = line.path("finding_info").path("uid").asString(otherwise);
    findings.put(
        uid,
        new Alert.Found(
            uid,
            line.path("time").asLong(0),
            score(line, line.path("severity_id").asDouble(0)),
            credentials,
            addresses,
            line.path("metadata").path("tenant_uid").asString(""),
            techniques(line.path("finding_info").path("attacks"))));
  }

  private static void addText(JsonNode node, Set<String> to) {
    String text = node.asString("");
    if (!text.isEmpty()) {
      to.add(text);
    }
  }

  private static double score(JsonNode line, double otherwise) {
    for (String name : List.of("risk_score", "confidence_score")) {
      if (line.path(name).isNumber()) {
        return line.path(name).asDouble(0);
      }
    }
    return otherwise;
  }

  private static List<String> techniques(JsonNode attacks) {
    List<String> techniques = new ArrayList<>();
    for (JsonNode attack : attacks) {
      String parent = attack.path("technique").path("uid").asString("");
      techniques.add(attack.path("sub_technique").path("uid").asString(parent));
    }
    return techniques;
  }

  private List<Alert> alerts(long startMillis) {
    findings.values().removeIf(finding -> finding.millis() < startMillis);
    List<Alert> alerts = new ArrayList<>();
    for (Incident incident : incidents.values()) {
      List<Alert.Found> members = new ArrayList<>();
      for (String uid : incident.findings()) {
        Alert.Found member = findings.remove(uid);
        if (member != null) {
          members.add(member);
        }
      }
      if (!members.isEmpty()) {
        double best = members.stream().mapToDouble(Alert.Found::score).max().orElse(0);
        List<String> named = techniques(incident.line().path("attacks"));
        alerts.add(alert(members, score(incident.line(), best), named));
      }
    }
    findings.values().forEach(f -> alerts.add(alert(List.of(f), f.score(), List.of())));
    return alerts;
  }

  private static Alert alert(List<Alert.Found> members, double score, List<String> named) {
    List<Alert.Found> ordered = new ArrayList<>(members);
    ordered.sort(Comparator.comparingLong(Alert.Found::millis));
    List<String> techniques =
        named.isEmpty()
            ? ordered.stream().flatMap(f -> f.techniques().stream()).distinct().toList()
            : named;
    return new Alert(ordered.getFirst().millis(), score, ordered, techniques);
  }

  /// The first alerts of each UTC day, so many as the budget allows.
  static List<Alert> emitted(List<Alert> alerts, int perDay) {
    List<Alert> ordered = new ArrayList<>(alerts);
    ordered.sort(
        Comparator.comparingLong(Alert::millis)
            .thenComparing(Comparator.comparingDouble(Alert::score).reversed()));
    Map<Long, Integer> taken = new LinkedHashMap<>();
    ordered.removeIf(
        a -> taken.merge(Math.floorDiv(a.millis(), DAY_MILLIS), 1, Integer::sum) > perDay);
    return ordered;
  }
}
