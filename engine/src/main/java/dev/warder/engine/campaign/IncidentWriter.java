package dev.warder.engine.campaign;

import dev.warder.engine.profile.CredentialState;
import dev.warder.engine.profile.Profiles;
import dev.warder.engine.profile.Strand;
import dev.warder.model.Severity;
import dev.warder.model.Technique;
import dev.warder.model.finding.Evidence;
import dev.warder.model.finding.Finding;
import dev.warder.model.finding.Incident;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/// Puts an incident into its final form.
final class IncidentWriter {
  static final Comparator<Incident> BY_RISK =
      Comparator.comparingDouble(Incident::riskScore0To100)
          .reversed()
          .thenComparingLong(Incident::timeMicros)
          .thenComparing(Incident::uid);

  private static final int MAX_NAMES = 64;

  private final Profiles profiles;

  IncidentWriter(Profiles profiles) {
    this.profiles = profiles;
  }

  Incident write(IncidentState state) {
    List<Finding> findings = findings(state);
    List<Evidence> evidence = findings.stream().flatMap(f -> f.evidence().stream()).toList();
    Severity severity =
        findings.stream().map(Finding::severity).max(Comparator.naturalOrder()).orElseThrow();
    List<Technique> techniques = techniques(findings);
    List<String> credentials = credentials(findings, evidence);
    List<String> minted = minted(state);
    Story story = new Story(profiles, state, findings, techniques, credentials, minted);
    return new Incident(
        state.uid(),
        story.title(),
        story.text(),
        state.timeMicros(),
        evidence.stream().mapToLong(Evidence::timeMicros).min().orElseThrow(),
        evidence.stream().mapToLong(Evidence::timeMicros).max().orElseThrow(),
        severity,
        risk(state, severity),
        state.standing(),
        tenants(findings),
        credentials,
        minted,
        names(evidence, Evidence::source),
        names(evidence, Evidence::address),
        names(evidence, Evidence::client),
        techniques,
        List.copyOf(state.joinedBy()),
        findings,
        story.advice(),
        state.strands().iterator().next().evidence().callsBeforeTold());
  }

  private static List<Finding> findings(IncidentState state) {
    Map<String, Finding> byUid = new LinkedHashMap<>();
    for (FindingDraft draft : state.findings()) {
      Finding finding = draft.finish(draft.strand().evidence().samples(draft.fact()));
      byUid.putIfAbsent(finding.uid(), finding);
    }
    return List.copyOf(byUid.values());
  }

  private static List<Technique> techniques(List<Finding> findings) {
    Map<String, Technique> byUid = new LinkedHashMap<>();
    findings.forEach(f -> f.techniques().forEach(t -> byUid.putIfAbsent(t.uid(), t)));
    List<Technique> ordered = new ArrayList<>(byUid.values());
    ordered.sort(Comparator.comparing(Technique::tactic).thenComparing(Technique::uid));
    return ordered;
  }

  private static List<String> names(List<Evidence> evidence, Function<Evidence, String> name) {
    return evidence.stream()
        .sorted(Comparator.comparingLong(Evidence::timeMicros))
        .map(name)
        .filter(value -> !value.isEmpty())
        .distinct()
        .limit(MAX_NAMES)
        .toList();
  }

  /// Keys involved, the one that was found out first in front.
  private static List<String> credentials(List<Finding> findings, List<Evidence> evidence) {
    Set<String> credentials = new LinkedHashSet<>();
    credentials.add(findings.getFirst().credentialUid());
    credentials.addAll(names(evidence, Evidence::credentialUid));
    return List.copyOf(credentials);
  }

  private static List<String> tenants(List<Finding> findings) {
    return findings.stream()
        .map(Finding::tenant)
        .filter(tenant -> !tenant.isEmpty())
        .distinct()
        .limit(MAX_NAMES)
        .toList();
  }

  private List<String> minted(IncidentState state) {
    Set<String> minted = new LinkedHashSet<>();
    for (Strand strand : state.strands()) {
      minted.addAll(profiles.mintedBy(strand));
    }
    return minted.stream().limit(MAX_NAMES).toList();
  }

  /// From 50 at the threshold towards 100, less for what would do little harm.
  private static double risk(IncidentState state, Severity severity) {
    double over = Campaigns.peakNats(state) - state.findings().getFirst().thresholdNats();
    double sure = 50 + 50 * (1 - Math.exp(-Math.max(0, over) / 6));
    double harm =
        switch (severity) {
          case CRITICAL -> 1;
          case HIGH -> 0.95;
          case MEDIUM -> 0.8;
          case LOW, INFORMATIONAL -> 0.6;
        };
    return Math.round(sure * harm * 10) / 10.0;
  }

  /// For [Story]: the owner of a key, in words.
  static String owner(Profiles profiles, String credentialUid) {
    CredentialState credential = profiles.find(credentialUid);
    if (credential == null) {
      return "";
    }
    String name = credential.caller().principalName();
    return name.isEmpty() ? credential.caller().principalUid() : name;
  }
}
