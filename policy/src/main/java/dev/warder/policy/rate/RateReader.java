package dev.warder.policy.rate;

import dev.warder.policy.scope.OperationPattern;
import dev.warder.policy.text.Parsed;
import dev.warder.policy.text.Words;
import org.jspecify.annotations.Nullable;

/// Reads rates and limits; lives for one text.
final class RateReader {
  private static final int LONGEST = 1_200;
  private static final String BURST = " burst ";
  private static final String ON = " on ";
  private static final String PER_TENANT = " per tenant";

  private final String text;

  RateReader(String text) {
    this.text = text;
  }

  Parsed<Rate> rate() {
    return rate(text.length());
  }

  Parsed<Limit> limit() {
    int on = text.indexOf(ON);
    if (on < 0) {
      boolean tenant = text.endsWith(PER_TENANT);
      int end = tenant ? text.length() - PER_TENANT.length() : text.length();
      return switch (rate(end)) {
        case Parsed.Value<Rate>(Rate rate) ->
            new Parsed.Value<>(tenant ? new Limit.PerTenant(rate) : new Limit.PerKey(rate));
        case Parsed.Problem<Rate> problem -> problem.within(0);
      };
    }
    int operation = on + ON.length();
    return switch (rate(on)) {
      case Parsed.Problem<Rate> problem -> problem.within(0);
      case Parsed.Value<Rate>(Rate rate) ->
          switch (OperationPattern.parse(text.substring(operation))) {
            case Parsed.Problem<OperationPattern> problem -> problem.within(operation);
            case Parsed.Value<OperationPattern>(OperationPattern pattern) ->
                new Parsed.Value<>(new Limit.PerOperation(rate, pattern));
          };
    };
  }

  private Parsed<Rate> rate(int to) {
    if (text.length() > LONGEST) {
      return problem(LONGEST, "a limit has at most " + LONGEST + " characters");
    }
    int slash = text.indexOf('/');
    int count = slash < 0 || slash > to ? -1 : number(0, slash);
    if (count < 0) {
      return problem(
          0, "write how many calls in how long: `600/min`, with a number from 1 to " + Rate.MOST);
    }
    int burstAt = text.indexOf(BURST, slash);
    boolean hasBurst = burstAt >= 0 && burstAt < to;
    int end = hasBurst ? burstAt : to;
    Rate.Period period = period(text.substring(slash + 1, end));
    if (period == null) {
      return problem(
          slash + 1,
          Words.quoted(text.substring(slash + 1, end))
              + " is no period: write s, min, h or d, then perhaps `burst 50`, and `per tenant` or"
              + " `on METHOD /path`");
    }
    int burst = hasBurst ? number(burstAt + BURST.length(), to) : count;
    if (burst < 0) {
      return problem(
          burstAt + BURST.length(), "the burst is a number of calls from 1 to " + Rate.MOST);
    }
    return Rate.isBounded(count, period, burst)
        ? new Parsed.Value<>(new Rate(count, period, burst))
        : problem(
            burstAt + BURST.length(), "a burst must come back within 31 days: write a smaller one");
  }

  private static Rate.@Nullable Period period(String word) {
    for (Rate.Period period : Rate.Period.values()) {
      if (period.word().equals(word)) {
        return period;
      }
    }
    return null;
  }

  /// A number from 1 to the most without leading zeros, -1 if there is none.
  private int number(int from, int to) {
    if (to - from < 1 || to - from > 7 || text.charAt(from) == '0') {
      return -1;
    }
    int value = 0;
    for (int i = from; i < to; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      value = value * 10 + digit;
    }
    return value <= Rate.MOST ? value : -1;
  }

  private static <T> Parsed<T> problem(int offset, String message) {
    return new Parsed.Problem<>(offset + 1, message);
  }
}
