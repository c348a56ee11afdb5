package dev.warder.engine.profile;

import dev.warder.engine.state.StateException;
import dev.warder.engine.state.StateReader;
import dev.warder.engine.state.StateWriter;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

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

  private final FewTexts values = new FewTexts(MAX_VALUES + 1);
  private int[] hours = new int[1];
  private int total;

  /// Notes one more active hour with a value.
  public void add(String value) {
    boolean bounded = values.size() < MAX_VALUES || values.contains(value);
    int at = values.add(bounded ? value : OTHER);
    if (at == hours.length) {
      hours = Arrays.copyOf(hours, 2 * at);
    }
    hours[at]++;
    total++;
  }

  public boolean knows(String value) {
    return values.contains(value);
  }

  /// Active hours altogether.
  public int total() {
    return total;
  }

  public int distinct() {
    return values.size();
  }

  /// How likely the next active hour brings a value never used before, 0 to 1.
  public double noveltyRate() {
    int size = values.size();
    int once = 0;
    for (int i = 0; i < size; i++) {
      once += hours[i] == 1 ? 1 : 0;
    }
    double discount = Math.clamp((once + 1.0) / (size + 2.0), 0.05, 0.95);
    return (THETA + discount * size) / (THETA + total);
  }

  /// The most used values, for people.
  public String words(int most) {
    int size = values.size();
    String words =
        IntStream.range(0, size)
            .boxed()
            .sorted(Comparator.comparingInt((Integer i) -> hours[i]).reversed())
            .limit(most)
            .map(values::get)
            .collect(Collectors.joining(", "));
    return size > most ? words + " and " + (size - most) + " more" : words;
  }

  void save(StateWriter out) {
    values.save(out);
    out.signed(hours, values.size());
    out.number(total);
  }

  void restore(StateReader in) throws StateException {
    values.restore(in);
    int size = in.size();
    in.require(size == values.size(), "hours of other values");
    hours = in.signed(size, 1);
    total = in.small();
  }
}
