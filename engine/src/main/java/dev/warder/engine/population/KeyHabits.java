package dev.warder.engine.population;

import dev.warder.engine.profile.Attachment;
import dev.warder.engine.profile.FewTexts;
import dev.warder.engine.state.StateException;
import dev.warder.engine.state.StateReader;
import dev.warder.engine.state.StateWriter;
import java.util.Arrays;
import java.util.List;

/// What one key's own days showed; only harmless days teach it. Confined to the engine's thread.
///
/// Bounds at most [#MAX_DETECTIONS] detections; days count up to 65,535. Some 130 bytes, and a few
/// more for every detection
final class KeyHabits implements Attachment {
  private static final int MAX_DETECTIONS = 24;
  private static final int[] REACH = {1, 2, 3, 4, 6, 8, 12, 16};
  private static final int MOST_GRADES = 4;
  private static final char[] NONE = {};

  private final char[] traits = new char[Trait.ALL.length * MOST_GRADES];
  private final char[] reach = new char[REACH.length];
  private final FewTexts detections = new FewTexts(MAX_DETECTIONS);
  private char[] detectionDays = NONE;

  /// Days by pair of steps; empty while nothing new was ever seen.
  private char[] whos = NONE;

  private int whoDays;
  private int days;
  private int knownDays;
  private int exploringTenths;
  private int scored;

  /// Days of the key's consumers that run and will be counted.
  int openDays;

  /// Days of its consumers that wait to teach; counted anew after a restart.
  int maturing;

  int mostRefusals;
  int mostObjects;
  long mostBytes;

  @Override
  public int prefetch() {
    return openDays + mostRefusals;
  }

  @Override
  public int prefetchParts() {
    return 0;
  }

  int days() {
    return days;
  }

  int days(Trait trait, int grade) {
    return traits[trait.index * MOST_GRADES + grade];
  }

  int days(String detection) {
    int at = detections.indexOf(detection);
    return at < 0 ? 0 : detectionDays[at];
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

  /// Notes what a day showed.
  ///
  /// @param grades of each trait, by its index
  /// @param held ids of the detections that held
  void learn(byte[] grades, List<String> held) {
    days = Math.min(days + 1, Character.MAX_VALUE);
    for (Trait trait : Trait.ALL) {
      increment(traits, trait.index * MOST_GRADES + grades[trait.index]);
    }
    held.forEach(this::learn);
  }

  private void learn(String detection) {
    int at = detections.add(detection);
    if (at < 0) {
      return;
    }
    if (at == detectionDays.length) {
      detectionDays = Arrays.copyOf(detectionDays, Math.max(2, 2 * at));
    }
    increment(detectionDays, at);
  }

  private static void increment(char[] days, int at) {
    days[at] = (char) Math.min(days[at] + 1, Character.MAX_VALUE);
  }

  /// Notes how much a known consumer does at most.
  void learnMost(StrandDay day) {
    mostRefusals = Math.max(mostRefusals, day.refusals());
    mostObjects = Math.max(mostObjects, day.objects());
    mostBytes = Math.max(mostBytes, day.bytes());
  }

  void learnWho(Who who) {
    whoDays++;
    int pair = WhoRates.pair(who);
    if (pair > 0 && whos.length == 0) {
      whos = new char[WhoRates.PAIRS];
    }
    if (pair > 0) {
      increment(whos, pair);
    }
  }

  /// The share of the key's days with a consumer at least as new, with a prior.
  double whoShare(Who who, double prior, double priorDays) {
    if (WhoRates.pair(who) == 0) {
      return (whoDays + priorDays * prior) / (whoDays + priorDays);
    }
    int with = 0;
    if (whos.length > 0) {
      for (int i = who.source().index; i < SourceStep.COUNT; i++) {
        for (int j = who.client().index; j < ClientStep.COUNT; j++) {
          with += whos[i * ClientStep.COUNT + j];
        }
      }
    }
    return (with + priorDays * prior) / (whoDays + priorDays);
  }

  void learnScore(double score) {
    scored++;
    for (int i = 0; i < REACH.length && score >= REACH[i]; i++) {
      increment(reach, i);
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

  void save(StateWriter out) {
    out.counts(traits);
    out.counts(reach);
    detections.save(out);
    for (int i = 0; i < detections.size(); i++) {
      out.number(detectionDays[i]);
    }
    out.flag(whos.length > 0);
    if (whos.length > 0) {
      out.counts(whos);
    }
    out.number(whoDays);
    out.number(days);
    out.number(knownDays);
    out.number(exploringTenths);
    out.number(scored);
    out.number(openDays);
    out.number(mostRefusals);
    out.number(mostObjects);
    out.number(mostBytes);
  }

  static KeyHabits restore(StateReader in) throws StateException {
    KeyHabits habits = new KeyHabits();
    in.counts(habits.traits);
    in.counts(habits.reach);
    habits.detections.restore(in);
    habits.detectionDays = new char[habits.detections.size()];
    for (int i = 0; i < habits.detectionDays.length; i++) {
      habits.detectionDays[i] = (char) in.number(Character.MAX_VALUE);
    }
    if (in.flag()) {
      habits.whos = new char[WhoRates.PAIRS];
      in.counts(habits.whos);
    }
    habits.whoDays = in.small();
    habits.days = in.small();
    habits.knownDays = in.small();
    habits.exploringTenths = in.small();
    habits.scored = in.small();
    habits.openDays = in.small();
    habits.mostRefusals = in.small();
    habits.mostObjects = in.small();
    habits.mostBytes = in.number();
    return habits;
  }
}
