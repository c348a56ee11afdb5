package dev.warder.engine.profile;

import dev.warder.engine.inventory.Operations;
import dev.warder.model.CredentialKind;
import dev.warder.model.KeyRecord;
import dev.warder.model.KeyRecord.Privilege;
import dev.warder.model.Severity;
import dev.warder.model.Source;
import dev.warder.model.Times;
import dev.warder.model.inventory.CredentialSummary;
import dev.warder.model.inventory.PostureFinding;
import dev.warder.model.inventory.StrandSummary.Standing;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What is wrong with keys that needs no attack to be worth mending. Judged once, at the end of a
/// run, over the time the log covers.
public final class PostureRules {
  private static final long DORMANT = 30 * Times.DAY;
  private static final long OLD = 365 * Times.DAY;
  private static final long LONG_ENOUGH = 7 * Times.DAY;
  private static final int UNRELATED_NETWORKS = 3;
  private static final int ENOUGH_CALLS = 20;
  private static final double UNRELATED_OVERLAP = 0.2;

  private final long firstMicros;
  private final long lastMicros;

  /// Rules for a log that covers a time.
  public PostureRules(long firstMicros, long lastMicros) {
    this.firstMicros = firstMicros;
    this.lastMicros = lastMicros;
  }

  /// What is wrong with one key, worst first.
  public List<PostureFinding> of(CredentialState credential, Operations operations) {
    if (!isKey(credential.caller().kind())) {
      return credential.caller().principalName().equals("root") ? List.of(root()) : List.of();
    }
    List<PostureFinding> found = new ArrayList<>();
    dormant(credential, found);
    unrelatedNetworks(credential, found);
    unrelatedConsumers(credential, operations, found);
    privilegedButUnused(credential, found);
    old(credential, found);
    refusedConsumer(credential, found);
    retiredInUse(credential, found);
    inUrl(credential, found);
    found.sort(
        Comparator.comparing(PostureFinding::severity)
            .reversed()
            .thenComparing(PostureFinding::id));
    return found;
  }

  private static boolean isKey(CredentialKind kind) {
    return kind == CredentialKind.API_KEY || kind == CredentialKind.PRINCIPAL;
  }

  private void dormant(CredentialState credential, List<PostureFinding> found) {
    long silent = lastMicros - credential.lastMicros();
    if (silent >= DORMANT && !isRetired(credential.record())) {
      found.add(
          new PostureFinding(
              "dormant",
              Severity.MEDIUM,
              "Not used for " + Times.words(silent),
              "last call "
                  + Times.words(silent)
                  + " before the end of the log, "
                  + credential.calls()
                  + " calls before that",
              "Ask the owner; if nobody claims it, revoke it: a key nobody misses only serves a"
                  + " thief."));
    }
  }

  private static void unrelatedNetworks(CredentialState credential, List<PostureFinding> found) {
    Set<String> networks = new TreeSet<>();
    for (StrandFigures consumer : credential.consumers()) {
      Source source = consumer.source();
      if (consumer.calls() >= ENOUGH_CALLS && consumer.standing() != Standing.SUSPECT) {
        networks.add(source.organization().isEmpty() ? source.canonical() : source.organization());
      }
    }
    if (networks.size() >= UNRELATED_NETWORKS) {
      found.add(
          new PostureFinding(
              "unrelated-networks",
              Severity.MEDIUM,
              "Used from " + networks.size() + " unrelated networks",
              String.join(", ", networks.stream().limit(5).toList()),
              "Give each place its own key, then bind every key to where it may be used."));
    }
  }

  private static void unrelatedConsumers(
      CredentialState credential, Operations operations, List<PostureFinding> found) {
    List<Strand> busy =
        credential.strands().stream()
            .filter(strand -> strand.calls() >= ENOUGH_CALLS && !strand.isSuspect())
            .toList();
    for (int i = 0; i < busy.size(); i++) {
      for (int j = i + 1; j < busy.size(); j++) {
        Strand one = busy.get(i);
        Strand other = busy.get(j);
        if (!one.client().equals(other.client())
            && overlap(one, other, operations) < UNRELATED_OVERLAP) {
          found.add(shared(one, other, busy.size()));
          return;
        }
      }
    }
  }

  private static PostureFinding shared(Strand one, Strand other, int consumers) {
    return new PostureFinding(
        "shared",
        Severity.MEDIUM,
        "Shared by unrelated consumers",
        consumers
            + " busy consumers; "
            + one.client()
            + " at "
            + one.source()
            + " and "
            + other.client()
            + " at "
            + other.source()
            + " have almost no operation in common",
        "Give each consumer its own key: then one can be replaced without breaking the other, and"
            + " each can do less.");
  }

  private static double overlap(Strand one, Strand other, Operations operations) {
    Set<Integer> first = ids(one, operations);
    Set<Integer> both = new HashSet<>(first);
    both.retainAll(ids(other, operations));
    Set<Integer> either = new HashSet<>(first);
    either.addAll(ids(other, operations));
    return either.isEmpty() ? 1 : (double) both.size() / either.size();
  }

  private static Set<Integer> ids(Strand strand, Operations operations) {
    Set<Integer> ids = new HashSet<>();
    strand.operations().forEach(id -> ids.add(operations.canonical(id)));
    return ids;
  }

  private void privilegedButUnused(CredentialState credential, List<PostureFinding> found) {
    KeyRecord record = credential.record();
    if (record != null
        && record.privilege() == Privilege.PRIVILEGED
        && credential.privilegedCalls() == 0
        && lastMicros - firstMicros >= LONG_ENOUGH) {
      found.add(
          new PostureFinding(
              "privileged-unused",
              Severity.HIGH,
              "Privileged, and never used so",
              "the key inventory calls it privileged; none of its "
                  + credential.calls()
                  + " calls in "
                  + Times.words(lastMicros - firstMicros)
                  + " needed that",
              "Take the privilege away, or replace the key by one that opens only the "
                  + credential.operations().size()
                  + " operations it uses."));
    }
  }

  private void old(CredentialState credential, List<PostureFinding> found) {
    KeyRecord record = credential.record();
    long age =
        record == null || record.createdMicros() == 0 ? 0 : lastMicros - record.createdMicros();
    if (age >= OLD) {
      found.add(
          new PostureFinding(
              "old",
              Severity.LOW,
              "Not rotated for " + Times.words(age),
              "created " + Times.words(age) + " before the end of the log",
              "Rotate it with an overlap, so that its consumers can change over one by one."));
    }
  }

  private static void refusedConsumer(CredentialState credential, List<PostureFinding> found) {
    for (StrandFigures consumer : credential.consumers()) {
      if (consumer.calls() >= ENOUGH_CALLS && consumer.failures() * 10 >= consumer.calls() * 9) {
        found.add(
            new PostureFinding(
                "refused-consumer",
                Severity.LOW,
                "A consumer that is nearly always refused",
                consumer.client().family()
                    + " at "
                    + consumer.source().canonical()
                    + ": "
                    + consumer.failures()
                    + " of "
                    + consumer.calls()
                    + " calls failed",
                "Find who runs it: it holds a key or rights it should no longer have, or it is"
                    + " broken."));
        return;
      }
    }
  }

  private static void inUrl(CredentialState credential, List<PostureFinding> found) {
    for (StrandFigures consumer : credential.consumers()) {
      if (consumer.sendsKeyInUrl()) {
        found.add(
            new PostureFinding(
                "in-url",
                Severity.HIGH,
                "Sent in the URL",
                consumer.client().family()
                    + " at "
                    + consumer.source().canonical()
                    + " passes the key as a query parameter",
                "Send it in a header and replace it: URLs end up in logs, histories and proxies."));
        return;
      }
    }
  }

  private boolean isRetired(@Nullable KeyRecord record) {
    return record != null && record.isRetiredBy(lastMicros);
  }

  private static void retiredInUse(CredentialState credential, List<PostureFinding> found) {
    KeyRecord record = credential.record();
    if (record == null || !record.isRetiredBy(credential.lastMicros())) {
      return;
    }
    Set<String> consumers = new TreeSet<>();
    for (StrandFigures consumer : credential.consumers()) {
      if (record.isRetiredBy(consumer.lastMicros())) {
        consumers.add(consumer.client().family() + " from " + consumer.source().canonical());
      }
    }
    found.add(
        new PostureFinding(
            "retired-in-use",
            Severity.LOW,
            "Still used after it was retired on " + Times.date(record.retiredMicros()),
            String.join(", ", consumers.stream().limit(5).toList()),
            "Tell the owner what still carries the old key; it fails, or will."));
  }

  private static PostureFinding root() {
    return new PostureFinding(
        "root",
        Severity.HIGH,
        "The root account is used",
        "calls were made as root, which no policy can restrict",
        "Use a role for the work and lock the root credentials away.");
  }

  /// Keys that the operator's inventory names and the log never shows.
  public List<CredentialSummary> unused(Profiles profiles) {
    if (lastMicros - firstMicros < LONG_ENOUGH) {
      return List.of();
    }
    return profiles.records().stream()
        .filter(record -> profiles.find(record.credentialUid()) == null)
        .filter(record -> !record.honey() && !isRetired(record))
        .filter(record -> record.createdMicros() < lastMicros - LONG_ENOUGH)
        .map(this::unused)
        .toList();
  }

  private CredentialSummary unused(KeyRecord record) {
    String span = Times.words(lastMicros - firstMicros);
    PostureFinding finding =
        new PostureFinding(
            "unused",
            record.privilege() == Privilege.PRIVILEGED ? Severity.HIGH : Severity.MEDIUM,
            "Never used in " + span,
            "the key inventory names it; the log of " + span + " does not",
            "Ask the owner; if nobody needs it, revoke it.");
    return new CredentialSummary(
        record.credentialUid(),
        CredentialKind.API_KEY,
        record.tenantUid(),
        record.ownerUid(),
        "",
        record.integrationKind(),
        "",
        record.createdMicros(),
        0,
        0,
        0,
        0,
        0,
        0,
        List.of(),
        List.of(),
        List.of(finding),
        Collections.nCopies(24, 0L));
  }
}
