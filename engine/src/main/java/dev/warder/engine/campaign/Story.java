package dev.warder.engine.campaign;

import dev.warder.engine.profile.CredentialState;
import dev.warder.engine.profile.Profiles;
import dev.warder.engine.profile.Sighting;
import dev.warder.engine.profile.Strand;
import dev.warder.model.KeyRecord;
import dev.warder.model.Technique;
import dev.warder.model.Times;
import dev.warder.model.finding.Facet;
import dev.warder.model.finding.FacetEvidence;
import dev.warder.model.finding.Finding;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// How an incident is told: every sentence made of what its findings hold, nothing guessed.
final class Story {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);
  private static final int MAX_DEEDS = 8;

  private final Profiles profiles;
  private final IncidentState state;
  private final List<Finding> findings;
  private final List<Technique> techniques;
  private final List<String> credentials;
  private final List<String> minted;

  Story(
      Profiles profiles,
      IncidentState state,
      List<Finding> findings,
      List<Technique> techniques,
      List<String> credentials,
      List<String> minted) {
    this.profiles = profiles;
    this.state = state;
    this.findings = findings;
    this.techniques = techniques;
    this.credentials = credentials;
    this.minted = minted;
  }

  String title() {
    String key = credentials.getFirst();
    Sighting birth = lead().birth();
    if (has(Facet.CERTAIN)) {
      return findings.getFirst().title() + ": " + key;
    }
    if (has(Facet.SOURCE) || has(Facet.CLIENT)) {
      return "Key "
          + key
          + " in other hands: "
          + birth.source().canonical()
          + ", "
          + birth.client().family();
    }
    if (has(Facet.SPREAD)) {
      return findings.getFirst().title() + ": " + credentials.size() + " keys";
    }
    if (credentials.size() > 1) {
      return credentials.size() + " keys turned against their platform: " + tactics();
    }
    return "Key " + key + " turned against its platform: " + tactics();
  }

  private String tactics() {
    Set<String> labels = new LinkedHashSet<>();
    techniques.forEach(t -> labels.add(t.tactic().label().toLowerCase(Locale.ROOT)));
    List<String> ordered = List.copyOf(labels);
    return ordered.size() <= 3
        ? String.join(", ", ordered)
        : String.join(", ", ordered.subList(0, 3)) + " and " + (ordered.size() - 3) + " more";
  }

  private Strand lead() {
    return state.strands().iterator().next();
  }

  private boolean has(Facet facet) {
    return findings.getFirst().facets().stream().anyMatch(f -> f.facet() == facet && f.nats() > 0);
  }

  String text() {
    StringBuilder text = new StringBuilder(opening());
    text.append(' ').append(deeds());
    text.append(' ').append(sureness());
    if (!minted.isEmpty()) {
      text.append(" It brought ")
          .append(minted.size())
          .append(" further ")
          .append(minted.size() == 1 ? "credential" : "credentials")
          .append(" into being.");
    }
    return text.toString();
  }

  private String opening() {
    Strand strand = lead();
    Sighting birth = strand.birth();
    String key = credentials.getFirst();
    String owner = IncidentWriter.owner(profiles, key);
    StringBuilder text = new StringBuilder("From ").append(time(birth.timeMicros()));
    text.append(" the key ").append(key);
    if (!owner.isEmpty() && !owner.equals(key)) {
      text.append(" of ").append(owner);
    }
    text.append(" was used from ").append(birth.source().words());
    text.append(" with ").append(birth.client().family());
    facet(Facet.SOURCE).ifPresent(f -> text.append("; until then it came from ").append(f.usual()));
    facet(Facet.COEXISTENCE).ifPresent(f -> text.append("; ").append(f.seen()));
    return text.append('.').toString();
  }

  private Optional<FacetEvidence> facet(Facet wanted) {
    return findings.getFirst().facets().stream()
        .filter(f -> f.facet() == wanted && !f.usual().isEmpty())
        .findFirst();
  }

  private String deeds() {
    List<String> deeds = new ArrayList<>();
    for (Finding finding : findings) {
      String title = midSentence(finding.title());
      List<Technique> used = finding.techniques();
      String of = used.isEmpty() ? title : title + " (" + used.getFirst().uid() + ")";
      if (!deeds.contains(of)) {
        deeds.add(of);
      }
    }
    int more = deeds.size() - MAX_DEEDS;
    String listed = String.join("; ", deeds.subList(0, Math.min(MAX_DEEDS, deeds.size())));
    return "What was seen: " + listed + (more > 0 ? "; and " + more + " more." : ".");
  }

  private String sureness() {
    Finding first = findings.getFirst();
    return String.format(
        Locale.ROOT,
        "The evidence passed the threshold at call %d of this consumer, %s after its first;"
            + " the best innocent explanation (%s) makes it %s less likely.",
        lead().evidence().callsBeforeTold(),
        Times.words(Math.max(0, first.timeMicros() - lead().birth().timeMicros())),
        midSentence(first.innocent().story()),
        times(first.innocent().nats()));
  }

  /// A sentence as part of another one; acronyms keep their capitals.
  private static String midSentence(String sentence) {
    String text = sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
    boolean word = text.length() < 2 || !Character.isUpperCase(text.charAt(1));
    return word && !text.isEmpty()
        ? text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1)
        : text;
  }

  /// A factor for people: two digits, then words.
  private static String times(double nats) {
    double factor = Math.exp(nats);
    if (factor < 1_000) {
      return Math.round(factor) + " times";
    }
    if (factor < 1e6) {
      return Math.round(factor / 1_000) + " thousand times";
    }
    return factor < 1e9 ? Math.round(factor / 1e6) + " million times" : "over a billion times";
  }

  List<String> advice() {
    Set<String> advice = new LinkedHashSet<>();
    List<String> owned = credentials.stream().filter(uid -> !isTrap(uid)).toList();
    if (owned.isEmpty()) {
      advice.add(findings.getFirst().advice());
    } else {
      advice.add(
          "Ask the owner of "
              + owned.getFirst()
              + " whether this was them; if not, or if they cannot be reached, fence the key now:"
              + " no minting, no delegation, no changes of keys.");
      advice.add("Revoke " + some(owned) + ", and replace it where its honest consumers use it.");
    }
    if (!minted.isEmpty()) {
      advice.add("Revoke what it minted: " + some(minted) + ".");
    }
    findings.forEach(finding -> advice.add(finding.advice()));
    return advice.stream().limit(12).toList();
  }

  private boolean isTrap(String uid) {
    CredentialState credential = profiles.find(uid);
    KeyRecord record = credential == null ? null : credential.record();
    return record != null && record.honey();
  }

  private static String some(List<String> uids) {
    return String.join(", ", uids.stream().limit(5).toList())
        + (uids.size() > 5 ? " and " + (uids.size() - 5) + " more" : "");
  }

  private static String time(long micros) {
    return TIME.format(Instant.ofEpochSecond(Math.floorDiv(micros, Times.SECOND)));
  }
}
