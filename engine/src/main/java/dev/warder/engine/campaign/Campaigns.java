package dev.warder.engine.campaign;

import static java.util.Objects.requireNonNull;

import dev.warder.engine.detection.Detection;
import dev.warder.engine.evidence.Case;
import dev.warder.engine.profile.Mintings.Minting;
import dev.warder.engine.profile.Profiles;
import dev.warder.engine.profile.RestoredStrands;
import dev.warder.engine.profile.Sighting;
import dev.warder.engine.profile.Strand;
import dev.warder.engine.profile.StrandNumbers;
import dev.warder.engine.state.StateException;
import dev.warder.engine.state.StateReader;
import dev.warder.engine.state.StateWriter;
import dev.warder.model.SourceClass;
import dev.warder.model.Times;
import dev.warder.model.finding.Facet;
import dev.warder.model.finding.Incident;
import dev.warder.model.finding.Incident.Standing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Joins findings to incidents. Confined to the engine's thread.
///
/// Two told strands are one campaign when they share, within [#LINK_MICROS],
///
///     the key, or the principal behind sessions
///     a key that one of them minted
///     an address, or network and exact client, that was new to the keys of both
///     a part in what stands out only across keys
///
/// An address that is part of a key's usual business links nothing: an office shares one, too.
/// An incident is emitted when its first finding is made, or never: nothing is ranked with
/// hindsight.
///
/// Bounds   at most [#MAX_INCIDENTS] incidents, [#MAX_STRANDS] strands and [#MAX_LINKS] link values;
///          what comes after is not kept
public final class Campaigns {
  private static final long LINK_MICROS = 7 * Times.DAY;
  private static final int MAX_INCIDENTS = 10_000;
  private static final int MAX_STRANDS = 50_000;
  private static final int MAX_LINKS = 500_000;

  /// What a link value says, for people, and when it was last seen.
  private record Link(IncidentState incident, long timeMicros) {}

  private final Budget budget;
  private final Profiles profiles;
  private final Map<String, Link> links = new HashMap<>();
  private final Map<Strand, IncidentState> byStrand = new LinkedHashMap<>();
  private final List<IncidentState> incidents = new ArrayList<>();
  private final Set<IncidentState> grown = new LinkedHashSet<>();

  public Campaigns(double alertsPerDay, Profiles profiles) {
    this.budget = new Budget(alertsPerDay);
    this.profiles = profiles;
  }

  /// Takes the findings of an epoch, in the order in which they were made.
  public void add(List<Draft> findings) {
    for (Draft draft : findings) {
      add(draft.finding(), linkValues(draft.finding()));
    }
  }

  /// Takes a finding of a strand that was told for its part in something larger.
  ///
  /// @param tie words that all strands with a part in it share, and no others
  public void add(FindingDraft finding, String tie) {
    Map<String, String> values = new LinkedHashMap<>();
    IncidentState known = byStrand.get(finding.strand());
    if (known == null || isRecent(known, finding.timeMicros())) {
      values.put(tie, tie);
    }
    values.putAll(linkValues(finding));
    add(finding, values);
  }

  private static boolean isRecent(IncidentState incident, long timeMicros) {
    return timeMicros - incident.timeMicros() <= LINK_MICROS;
  }

  /// Ties whatever else has a part in something to the incident of a strand that was told before.
  public void tie(Strand told, String tie, long timeMicros) {
    IncidentState incident = byStrand.get(told);
    if (incident != null && isRecent(incident, timeMicros)) {
      link(tie, incident, timeMicros);
    }
  }

  private void add(FindingDraft finding, Map<String, String> values) {
    IncidentState incident = byStrand.get(finding.strand());
    if (incident == null) {
      incident = join(finding, values);
      if (incident == null) {
        return;
      }
      if (byStrand.size() < MAX_STRANDS) {
        byStrand.put(finding.strand(), incident);
      }
    }
    if (incident.add(finding)) {
      grown.add(incident);
    }
    for (String value : values.keySet()) {
      link(value, incident, finding.timeMicros());
    }
  }

  private void link(String value, IncidentState incident, long timeMicros) {
    if (links.size() < MAX_LINKS || links.containsKey(value)) {
      links.put(value, new Link(incident, timeMicros));
    }
  }

  private @Nullable IncidentState join(FindingDraft finding, Map<String, String> values) {
    for (Map.Entry<String, String> value : values.entrySet()) {
      Link link = links.get(value.getKey());
      if (link != null && finding.timeMicros() - link.timeMicros <= LINK_MICROS) {
        link.incident.joined(value.getValue());
        return link.incident;
      }
    }
    return open(finding);
  }

  private @Nullable IncidentState open(FindingDraft first) {
    if (incidents.size() >= MAX_INCIDENTS) {
      return null;
    }
    Standing standing = budget.take(first.timeMicros()) ? Standing.ALERTED : Standing.OVER_BUDGET;
    IncidentState incident = new IncidentState(first, standing);
    incidents.add(incident);
    return incident;
  }

  /// What could tie a finding to others, each with the reason in words.
  private Map<String, String> linkValues(FindingDraft finding) {
    Map<String, String> values = new LinkedHashMap<>();
    Strand strand = finding.strand();
    String credential = finding.fact().evidence().credentialUid();
    values.put("key " + credential, "same key " + credential);
    values.put("profile " + strand.profile().uid(), "same principal " + strand.profile().uid());
    for (String child : profiles.mintedBy(strand)) {
      values.put("key " + child, "key " + child + " was minted by a suspect");
    }
    Minting minting = profiles.mintings().of(credential);
    if (minting != null && minting.bySuspect()) {
      values.put("key " + minting.parentUid(), "minted by " + minting.parentUid());
    }
    Sighting birth = strand.birth();
    if (isFromNewSource(finding)) {
      String address = birth.source().address();
      values.put("address " + address, "same new address " + address);
      if (isTelling(birth)) {
        String client = birth.client().userAgent();
        values.put(
            "network " + birth.source().canonical() + " " + client,
            "same new network and client " + birth.source().canonical());
      }
    }
    return values;
  }

  private static boolean isFromNewSource(FindingDraft finding) {
    return !finding.strand().birth().source().address().isEmpty()
        && finding.score().facets().stream()
            .anyMatch(facet -> facet.facet() == Facet.SOURCE && facet.nats() > 0);
  }

  /// A large cloud and a common library say nothing together; a small hoster and a client do.
  private static boolean isTelling(Sighting birth) {
    SourceClass of = birth.source().sourceClass();
    return (of == SourceClass.HOSTING || of == SourceClass.VPN)
        && !birth.client().userAgent().isEmpty();
  }

  /// Incidents that are new or grew since this was asked last, first told first.
  public List<Incident> grown() {
    IncidentWriter writer = new IncidentWriter(profiles);
    List<Incident> written = grown.stream().map(writer::write).toList();
    grown.clear();
    return written;
  }

  /// All incidents, highest risk first.
  public List<Incident> incidents() {
    IncidentWriter writer = new IncidentWriter(profiles);
    return incidents.stream().map(writer::write).sorted(IncidentWriter.BY_RISK).toList();
  }

  /// Writes what was told.
  public void save(StateWriter out, StrandNumbers numbers) {
    budget.save(out);
    out.list(incidents, (to, incident) -> incident.save(to, numbers));
    Map<IncidentState, Integer> places = new HashMap<>();
    incidents.forEach(incident -> places.put(incident, places.size()));
    out.list(
        byStrand.entrySet(),
        (to, told) -> {
          numbers.write(to, told.getKey());
          to.number(requireNonNull(places.get(told.getValue())));
        });
    out.sorted(
        links,
        (to, link) -> {
          to.number(requireNonNull(places.get(link.incident)));
          to.signed(link.timeMicros);
        });
  }

  /// Takes back what was told. An incident none of whose detections content still has is gone, and
  /// ties nothing to itself any more.
  ///
  /// @param detections of content, by id
  public void restore(StateReader in, RestoredStrands all, Map<String, Detection> detections)
      throws StateException {
    budget.restore(in);
    List<IncidentState> places = in.list(from -> IncidentState.restore(from, all, detections));
    in.each(from -> {
      Strand strand = all.read(from);
      byStrand.put(strand, places.get(from.number(places.size() - 1)));
    });
    in.into(links, from -> new Link(places.get(from.number(places.size() - 1)), from.signed()));
    byStrand.values().removeIf(incident -> incident.findings().isEmpty());
    links.values().removeIf(link -> link.incident.findings().isEmpty());
    places.stream().filter(incident -> !incident.findings().isEmpty()).forEach(incidents::add);
  }

  /// The heaviest a case of an incident became.
  static double peakNats(IncidentState incident) {
    return incident.strands().stream()
        .map(Strand::evidence)
        .mapToDouble(Case::peakNats)
        .max()
        .orElse(0);
  }
}
