package dev.warder.engine.profile;

import java.util.LinkedHashMap;
import java.util.Map;

/// How often values of one kind (sources, clients) were used, counted in active hours.
///
/// Hours and not calls: a machine key makes a hundred thousand identical calls a day, and counting
/// them would understate by orders of magnitude how likely something new is.
///
///     AS14618 US -> 212 h    AS3320 DE -> 1 h          K=2 values, H1=1 of them once, N=213 hours
///
/// Bounds   at most [#MAX_VALUES] values; what comes after counts as one value more
/// Source   interpolated Kneser–Ney form of Pitman–Yor; Teh 2006
public final class Usage {
  private static final int MAX_VALUES = 64;
  private static final String OTHER = "(other)";

  /// Strength of the back-off to whatever is common elsewhere.
  private static final double THETA = 1;

  private final Map<String, Integer> hours = new LinkedHashMap<>(4);
  private int total;

  /// Notes one more active hour with a value.
  public void add(String value) {
    String bounded = hours.containsKey(value) || hours.size() < MAX_VALUES ? value : OTHER;
    hours.merge(bounded, 1, Integer::sum);
    total++;
  }

  public boolean knows(String value) {
    return hours.containsKey(value);
  }

  /// Active hours altogether.
  public int total() {
    return total;
  }

  public int distinct() {
    return hours.size();
  }

  /// How likely the next active hour brings a value never used before, 0 to 1.
  public double noveltyRate() {
    int once = 0;
    for (int n : hours.values()) {
      once += n == 1 ? 1 : 0;
    }
    double discount = Math.clamp((once + 1.0) / (hours.size() + 2.0), 0.05, 0.95);
    return (THETA + discount * hours.size()) / (THETA + total);
  }

  /// The most used values, for people.
  public String words(int most) {
    StringBuilder words = new StringBuilder();
    hours.entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
        .limit(most)
        .forEach(entry -> words.append(words.isEmpty() ? "" : ", ").append(entry.getKey()));
    return hours.size() > most
        ? words + " and " + (hours.size() - most) + " more"
        : words.toString();
  }
}
