package dev.warder.engine;

import dev.warder.engine.inventory.OperationState.Callers;
import dev.warder.engine.inventory.OperationView;
import dev.warder.engine.inventory.Operations;
import dev.warder.engine.profile.CallsOverTime;
import dev.warder.engine.profile.CredentialState;
import dev.warder.engine.profile.Mintings.Minting;
import dev.warder.engine.profile.OperationUse;
import dev.warder.engine.profile.PostureRules;
import dev.warder.engine.profile.Profile;
import dev.warder.engine.profile.Profiles;
import dev.warder.engine.profile.Rhythm;
import dev.warder.engine.profile.Sources;
import dev.warder.engine.profile.Strand;
import dev.warder.engine.profile.StrandFigures;
import dev.warder.model.Client;
import dev.warder.model.CredentialKind;
import dev.warder.model.KeyRecord;
import dev.warder.model.Source;
import dev.warder.model.inventory.CredentialSummary;
import dev.warder.model.inventory.Inventory;
import dev.warder.model.inventory.StrandSummary;
import dev.warder.model.inventory.StrandSummary.Standing;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Puts what the stages know into the form people and programs read.
final class InventoryWriter {
  private static final int MAX_NAMES = 16;
  private static final int MAX_CALLERS = 8;

  private final Operations operations;
  private final Profiles profiles;
  private final Sources sources;
  private final CallsOverTime overTime;

  /// First seen first.
  private final Collection<CredentialState> all;

  InventoryWriter(
      Operations operations, Profiles profiles, Sources sources, CallsOverTime overTime) {
    this.operations = operations;
    this.profiles = profiles;
    this.sources = sources;
    this.overTime = overTime;
    this.all = profiles.credentials();
  }

  Inventory write(long firstMicros, long lastMicros, long activities, long anonymous, long late) {
    operations.settle();
    PostureRules rules = new PostureRules(firstMicros, lastMicros);
    List<CredentialSummary> credentials = new ArrayList<>();
    Map<Integer, List<String>> callers = new HashMap<>();
    long keyless = anonymous;
    Set<String> owners = owners();
    for (CredentialState credential : all) {
      if (isKeyRefused(credential, owners)) {
        keyless += credential.calls();
      } else {
        credentials.add(summary(credential, rules));
        noteCaller(credential, callers);
      }
    }
    credentials.addAll(rules.unused(profiles));
    credentials.sort(
        Comparator.comparingLong(CredentialSummary::calls)
            .reversed()
            .thenComparing(CredentialSummary::uid)
            .thenComparing(CredentialSummary::ownerUid));
    return new Inventory(
        operations.summaries(id -> callers(callers.getOrDefault(id, List.of()))),
        credentials,
        sources.summaries(all),
        overTime.timeline(),
        firstMicros,
        lastMicros,
        activities,
        keyless,
        late);
  }

  /// The principals whose keys the logs name.
  private Set<String> owners() {
    Set<String> owners = new HashSet<>();
    for (CredentialState credential : all) {
      if (credential.caller().kind() != CredentialKind.PRINCIPAL) {
        owners.add(credential.caller().principalUid());
      }
    }
    return owners;
  }

  /// Whether a principal stands for keys that were refused, beside the keys it has. A gateway that
  /// turns a call away often names for whom it was, and not with which key; a principal that never
  /// got through that way is no key of its own.
  private static boolean isKeyRefused(CredentialState credential, Set<String> owners) {
    return credential.caller().kind() == CredentialKind.PRINCIPAL
        && credential.failures() == credential.calls()
        && owners.contains(credential.caller().principalUid())
        && credential.strands().stream().noneMatch(Strand::isSuspect);
  }

  private void noteCaller(CredentialState credential, Map<Integer, List<String>> callers) {
    Set<Integer> distinct = new HashSet<>();
    credential.operations().forEach(id -> distinct.add(operations.canonical(id)));
    for (int id : distinct) {
      callers.computeIfAbsent(id, absent -> new ArrayList<>(2)).add(credential.uid());
    }
  }

  private static Callers callers(List<String> uids) {
    return new Callers(uids.size(), uids.subList(0, Math.min(MAX_CALLERS, uids.size())));
  }

  private CredentialSummary summary(CredentialState credential, PostureRules rules) {
    List<StrandSummary> strands =
        Stream.concat(
                credential.strands().stream().map(this::summary),
                credential.departed().stream().map(left -> departed(credential.profile(), left)))
            .sorted(
                Comparator.comparingLong(StrandSummary::calls)
                    .reversed()
                    .thenComparing(StrandSummary::uid))
            .toList();
    OperationUse used = credential.operations();
    KeyRecord record = credential.record();
    Minting minting = profiles.mintings().of(credential.uid());
    return new CredentialSummary(
        credential.uid(),
        credential.caller().kind(),
        credential.tenant().isEmpty() && record != null ? record.tenantUid() : credential.tenant(),
        ownerUid(credential, record),
        credential.caller().principalName(),
        record == null ? "" : record.integrationKind(),
        minting == null ? "" : minting.parentUid(),
        createdMicros(minting, record),
        credential.firstMicros(),
        credential.lastMicros(),
        credential.calls(),
        credential.failures(),
        used.size(),
        credential.privilegedCalls(),
        names(used, true),
        strands,
        rules.of(credential, operations),
        credential.hourly());
  }

  private static String ownerUid(CredentialState credential, @Nullable KeyRecord record) {
    String uid = credential.caller().principalUid();
    return uid.isEmpty() && record != null ? record.ownerUid() : uid;
  }

  private static long createdMicros(@Nullable Minting minting, @Nullable KeyRecord record) {
    if (minting != null) {
      return minting.timeMicros();
    }
    return record == null ? 0 : record.createdMicros();
  }

  private StrandSummary summary(Strand strand) {
    Rhythm rhythm = strand.rhythm();
    return summary(
        strand.uid(),
        strand.figures(),
        names(strand.operations(), false),
        rhythm.words(),
        rhythm.periodMicros(),
        rhythm.nextExpectedMicros());
  }

  private static StrandSummary departed(Profile profile, StrandFigures left) {
    return summary(left.uid(profile), left, List.of(), "", 0, 0);
  }

  private static StrandSummary summary(
      String uid,
      StrandFigures figures,
      List<String> operations,
      String rhythm,
      long periodMicros,
      long nextExpectedMicros) {
    Source source = figures.source();
    Client client = figures.client();
    return new StrandSummary(
        uid,
        source.canonical(),
        source.organization(),
        source.sourceClass(),
        source.address(),
        client.family(),
        client.version(),
        client.kind(),
        operations,
        figures.operations(),
        figures.calls(),
        figures.failures(),
        figures.firstMicros(),
        figures.lastMicros(),
        rhythm,
        periodMicros,
        nextExpectedMicros,
        figures.nats(),
        figures.standing());
  }

  /// Names of operations, most used first.
  private List<String> names(OperationUse use, boolean privilegedOnly) {
    Map<OperationView, Integer> calls = new HashMap<>();
    use.forEach(id -> {
      OperationView operation = operations.byId(id);
      if (!privilegedOnly || operation.risk().riskClass().isPrivileged()) {
        calls.merge(operation, use.calls(id), Integer::sum);
      }
    });
    return calls.entrySet().stream()
        .sorted(
            Map.Entry.<OperationView, Integer>comparingByValue()
                .reversed()
                .thenComparing(entry -> entry.getKey().operation().name()))
        .limit(MAX_NAMES)
        .map(entry -> entry.getKey().operation().name())
        .toList();
  }

  /// Consumers with some evidence, but less than the threshold.
  long keptQuiet() {
    Set<Strand> quiet = new HashSet<>();
    long departed = 0;
    for (CredentialState credential : all) {
      departed +=
          credential.departed().stream()
              .filter(left -> left.standing() != Standing.SUSPECT && left.nats() > 0)
              .count();
      for (Strand strand : credential.strands()) {
        if (!strand.isSuspect() && strand.figures().nats() > 0) {
          quiet.add(strand);
        }
      }
    }
    return quiet.size() + departed;
  }
}
