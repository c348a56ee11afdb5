package dev.warder.engine.population;

import java.util.HashMap;
import java.util.Map;

/// What one key's own days showed; only harmless days teach it. Confined to the engine's thread.
///
/// Bounds at most [#MAX_DETECTIONS] detections; days count up to 65,535
final class KeyHabits {
  private static final int MAX_DETECTIONS = 24;
  private static final int[] REACH = {1, 2, 3, 4, 6, 8, 12, 16};

  private final char[][] traits = new char[Trait.ALL.length][];
  private final char[] reach = new char[REACH.length];
  private final Map<String, Integer> detections = new HashMap<>(0);
  private final Map<Integer, Integer> whos = new HashMap<>(2);
  private int days;
  private int whoDays;
  private int knownDays;
  private int exploringTenths;
  private int scored;
  int mostRefusals;
  int mostObjects;
  long mostBytes;

  KeyHabits() {
    for (Trait trait : Trait.ALL) {
      traits[trait.index] = new char[trait.grades()];
    }
  }

  int days() {
    return days;
  }

  int days(Trait trait, int grade) {
    return traits[trait.index][grade];
  }

  int days(String detection) {
    return detections.getOrDefault(detection, 0);
  }

  /// On what share of the days known consumers did something new.
  int exploringPerCent() {
    return knownDays == 0 ? 0 : exploringTenths * 10 / knownDays;
  }

  /// Notes a day of a consumer that may teach; `newOperations` is whether it did something new.
  void explored(boolean founding, boolean newOperations) {
    knownDays++;
    exploringTenths += founding ? 3 : newOperations ? 10 : 0;
  }

  void learn(StrandDay day) {
    days = Math.min(days + 1, Character.MAX_VALUE);
    for (Trait trait : Trait.ALL) {
      char[] of = traits[trait.index];
      int grade = day.grade(trait);
      of[grade] = (char) Math.min(of[grade] + 1, Character.MAX_VALUE);
    }
    for (String detection : day.detections().keySet()) {
      if (detections.size() < MAX_DETECTIONS || detections.containsKey(detection)) {
        detections.merge(detection, 1, Integer::sum);
      }
    }
  }

  /// Notes how much a known consumer does at most.
  void learnMost(StrandDay day) {
    mostRefusals = Math.max(mostRefusals, day.refusals());
    mostObjects = Math.max(mostObjects, day.objects());
    mostBytes = Math.max(mostBytes, day.bytes());
  }

  void learnWho(Who who) {
    whoDays++;
    whos.merge(WhoRates.pair(who), 1, Integer::sum);
  }

  /// The share of the key's days with a consumer at least as new, with a prior.
  double whoShare(Who who, double prior, double priorDays) {
    int with = 0;
    for (Map.Entry<Integer, Integer> entry : whos.entrySet()) {
      int source = entry.getKey() / ClientStep.COUNT;
      int client = entry.getKey() % ClientStep.COUNT;
      with += source >= who.source().index && client >= who.client().index ? entry.getValue() : 0;
    }
    return (with + priorDays * prior) / (whoDays + priorDays);
  }

  void learnScore(double score) {
    scored++;
    for (int i = 0; i < REACH.length && score >= REACH[i]; i++) {
      reach[i] = (char) Math.min(reach[i] + 1, Character.MAX_VALUE);
    }
  }

  /// The share of the key's days that score as high, with a prior.
  double share(double score, double prior, double priorDays) {
    int reached = scored;
    for (int i = 0; i < REACH.length && score >= REACH[i]; i++) {
      reached = reach[i];
    }
    return (reached + priorDays * prior) / (scored + priorDays);
  }
}
