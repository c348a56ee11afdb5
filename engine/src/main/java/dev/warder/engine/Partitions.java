package dev.warder.engine;

import dev.warder.engine.Verdicts.Call;
import dev.warder.engine.campaign.Campaigns;
import dev.warder.engine.campaign.Draft;
import dev.warder.engine.campaign.FindingDraft;
import dev.warder.engine.detection.Detection;
import dev.warder.engine.detection.Detections;
import dev.warder.engine.evidence.Fact;
import dev.warder.engine.evidence.Judge;
import dev.warder.engine.evidence.Judge.Verdict;
import dev.warder.engine.evidence.Scorer;
import dev.warder.engine.evidence.Scorer.Score;
import dev.warder.engine.inventory.OperationView;
import dev.warder.engine.population.Days;
import dev.warder.engine.population.Outlier;
import dev.warder.engine.population.Population;
import dev.warder.engine.profile.CredentialState;
import dev.warder.engine.profile.KeyGroups;
import dev.warder.engine.profile.Mintings.Minted;
import dev.warder.engine.profile.Mintings.Minting;
import dev.warder.engine.profile.Prefetch;
import dev.warder.engine.profile.Profiles;
import dev.warder.engine.profile.RestoredStrands;
import dev.warder.engine.profile.Sighting;
import dev.warder.engine.profile.Strand;
import dev.warder.engine.profile.StrandNumbers;
import dev.warder.engine.sign.Noticed;
import dev.warder.engine.sign.SharedSigns;
import dev.warder.engine.sign.Signs;
import dev.warder.engine.state.StateException;
import dev.warder.engine.state.StateReader;
import dev.warder.engine.state.StateWriter;
import dev.warder.model.Activity;
import dev.warder.model.Caller;
import dev.warder.model.finding.FacetEvidence;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The second half of the engine: keys spread over partitions, and what they share.
///
///     call ─> Partition 0 ─┐  when the epoch closes
///     call ─> Partition 1 ─┼─ taught, noticed, told ─> Profiles, SharedSigns, Campaigns, Population
///     call ─> Partition 2 ─┘  in an order of its own          └─ read by all until the next one does
///
/// Guarantees the same findings, incidents and state for any number of partitions, if calls of one
/// key come in their order. What one key does to another takes effect when the epoch closes: a key
/// that a suspect minted, an address that opens consumers of many tenants, a person's console, a
/// rule that many set off. A finding bears the time of the call that it rests on all the same.
final class Partitions {
  private final Profiles profiles;
  private final Population population;
  private final SharedSigns sharedSigns;
  private final Campaigns campaigns;
  private final Judge judge;
  private final Map<String, Detection> detections;
  private final List<Partition> all = new ArrayList<>();
  private final Prefetch prefetch = new Prefetch();

  Partitions(EngineSettings settings, Detections content, Scorer scorer) {
    profiles = new Profiles(settings.keyRecords(), settings.partitions());
    population = new Population(profiles, settings.alertsPerDay(), content.thieves());
    sharedSigns = new SharedSigns(content);
    campaigns = new Campaigns(settings.alertsPerDay(), profiles);
    judge = new Judge(scorer);
    detections = content.byId();
    for (int i = 0; i < settings.partitions(); i++) {
      Signs signs =
          new Signs(
              content,
              settings.deadOperations(),
              profiles.circles(),
              profiles.mintings(),
              sharedSigns);
      all.add(new Partition(profiles.ring(i), signs, new Days(population), verdicts()));
    }
  }

  private Verdicts verdicts() {
    return new Verdicts(judge, population);
  }

  /// Takes a call in, to the partition that has its key.
  void take(Activity activity, OperationView operation) {
    all.get(number(activity.caller())).take(activity, operation);
  }

  private int number(Caller caller) {
    return all.size() == 1 ? 0 : KeyGroups.of(caller) % all.size();
  }

  /// Reads what calls will need, at most [Prefetch#MOST] of them.
  void prefetch(Activity[] activities, OperationView[] called, int from, int to) {
    prefetch.read(caller -> profiles.ring(number(caller)), activities, called, from, to);
  }

  /// Makes known what happened in an epoch, and closes days that are over at the start of the next.
  void closeEpoch(long nowMicros) {
    tell();
    List<Outlier> outliers = population.closeEpoch(days(), nowMicros);
    all.forEach(partition -> partition.days().clear());
    if (!outliers.isEmpty()) {
      tell(outliers);
    }
  }

  /// Tells who has a part in what stands out across keys.
  private void tell(List<Outlier> outliers) {
    ArrayDeque<Draft> found = new ArrayDeque<>();
    outliers.forEach(outlier -> tell(outlier, found));
    Verdicts children = verdicts();
    spread(found, children);
    campaigns.add(children.drafts());
  }

  private void tell(Outlier outlier, ArrayDeque<Draft> found) {
    Strand strand = outlier.strand();
    Score score = outlier.score();
    FacetEvidence facet = score.facets().getFirst();
    Sighting call = outlier.call();
    Signs signs = all.getFirst().signs();
    Fact fact = signs.standsOut(outlier.sign(), score.nats(), facet.usual(), facet.seen(), call);
    if (fact == null) {
      return;
    }
    long now = outlier.timeMicros();
    Verdict verdict = judge.tellPart(strand.evidence(), fact, score, strand.calls(), now);
    FindingDraft finding = null;
    for (Fact told : verdict.facts()) {
      finding =
          new FindingDraft(
              strand, told, now, verdict.score(), outlier.thresholdNats(), call.tenant());
      campaigns.add(finding, outlier.tie());
    }
    campaigns.tie(strand, outlier.tie(), now);
    if (finding != null && verdict.crossed()) {
      found.add(new Draft(finding, call.uid(), 0, true));
    }
  }

  /// Judges what keys show together, and tells what was found, as if the epoch were over.
  void tell() {
    List<Minted> minted = profiles.closeEpoch();
    Verdicts verdicts = verdicts();
    all.forEach(partition -> verdicts.pour(partition.verdicts()));
    sharedSigns.closeEpoch(
        noticed(), (strand, fact, call) -> verdicts.add(strand, fact, call(call, 0)));
    all.forEach(partition -> partition.noticed().clear());
    inherit(minted, verdicts);
    campaigns.add(verdicts.drafts());
  }

  private static Call call(Sighting of, int step) {
    return new Call(of.timeMicros(), of.uid(), of.tenant(), step);
  }

  /// Keys that a consumer minted before it was found out fall under suspicion with it, and so do
  /// keys that one found out before has minted now.
  private void inherit(List<Minted> minted, Verdicts verdicts) {
    ArrayDeque<Draft> found = new ArrayDeque<>();
    for (Draft draft : verdicts.drafts()) {
      if (draft.isFirst()) {
        found.add(draft);
      }
    }
    Set<Strand> foundNow = new HashSet<>();
    found.forEach(draft -> foundNow.add(draft.finding().strand()));
    for (Minted one : minted) {
      if (one.strand().isSuspect() && !foundNow.contains(one.strand())) {
        accuse(one.child(), one.strand(), null, found, verdicts);
      }
    }
    spread(found, verdicts);
  }

  /// What follows for the keys that consumers minted which were found out just now.
  private void spread(ArrayDeque<Draft> found, Verdicts verdicts) {
    while (!found.isEmpty()) {
      Draft first = found.removeFirst();
      Strand parent = first.finding().strand();
      profiles.mintings().suspect(parent);
      for (String child : profiles.mintedBy(parent)) {
        accuse(child, parent, first, found, verdicts);
      }
    }
  }

  /// Adds to the cases of a key's consumers that a suspect minted it.
  ///
  /// @param with what the suspect was found out with; null if that was before this epoch
  /// @param found takes who is found out by that in turn
  private void accuse(
      String child,
      Strand parent,
      @Nullable Draft with,
      ArrayDeque<Draft> found,
      Verdicts verdicts) {
    Minting minting = profiles.mintings().of(child);
    if (minting == null || !minting.strandUid().equals(parent.uid())) {
      return;
    }
    Signs signs = all.getFirst().signs();
    for (CredentialState credential : profiles.all(child)) {
      for (Strand strand : List.copyOf(credential.strands())) {
        if (strand.birth().timeMicros() >= minting.timeMicros()) {
          Verdicts own = verdicts();
          signs.minted(strand, minting, (of, fact) -> own.add(of, fact, when(of, with)));
          own.drafts().stream().filter(Draft::isFirst).forEach(found::add);
          verdicts.pour(own);
        }
      }
    }
  }

  /// The call that made a key's consumer a suspect's: its own first one, unless the suspect was
  /// found out after that.
  private static Call when(Strand consumer, @Nullable Draft with) {
    Sighting birth = consumer.birth();
    if (with == null) {
      return call(birth, 1);
    }
    long foundMicros = with.finding().timeMicros();
    return birth.timeMicros() >= foundMicros
        ? call(birth, with.step() + 1)
        : new Call(foundMicros, with.activityUid(), with.finding().tenant(), with.step() + 1);
  }

  private Noticed noticed() {
    Noticed noticed = new Noticed();
    all.forEach(partition -> noticed.add(partition.noticed()));
    return noticed;
  }

  private Days days() {
    Days days = new Days(population);
    all.forEach(partition -> days.add(partition.days()));
    return days;
  }

  Profiles profiles() {
    return profiles;
  }

  Campaigns campaigns() {
    return campaigns;
  }

  /// How far a consumer has to stand out to be told.
  double thresholdNats() {
    return population.isKnown() ? population.thresholdNats() : judge.thresholdNats();
  }

  void save(StateWriter out) {
    StrandNumbers numbers = new StrandNumbers();
    out.section(4);
    profiles.save(out, numbers);
    out.section(5);
    sharedSigns.save(out);
    noticed().save(out, numbers);
    out.section(6);
    campaigns.save(out, numbers);
    Verdicts verdicts = verdicts();
    all.forEach(partition -> verdicts.copy(partition.verdicts()));
    verdicts.save(out, numbers);
    out.section(7);
    population.save(out, numbers);
    days().save(out, numbers);
  }

  /// Takes back what was saved. What waits for the epoch to close is the same in whatever partition
  /// it waits.
  void restore(StateReader in, int operations) throws StateException {
    RestoredStrands strands = new RestoredStrands(detections, operations);
    Partition first = all.getFirst();
    in.section(4);
    profiles.restore(in, strands);
    in.section(5);
    sharedSigns.restore(in);
    first.noticed().restore(in, strands);
    in.section(6);
    campaigns.restore(in, strands, detections);
    first.verdicts().restore(in, strands, detections);
    in.section(7);
    population.restore(in, strands, detections);
    first.days().restore(in, strands, detections);
  }
}
