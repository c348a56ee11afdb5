package dev.warder.benchmarks.engine;

/// How much one key does in thirty days, and in how many ways.
///
/// @param calls all of them
/// @param strands networks it is used from, each by one software
/// @param clients kinds of software that use it, at most one for each strand
/// @param operations that it calls
record KeyShape(int calls, int strands, int clients, int operations) {
  /// Where in the population the figures below stand, each counted for itself on a simulated
  /// platform of some 660 active keys.
  private static final double[] AT = {0, 0.05, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 1};

  private static final double[] CALLS = {2, 11, 62, 226, 996, 3_217, 5_751, 18_801, 58_987};
  private static final double[] STRANDS = {1, 1, 1, 3, 6, 13, 27, 50, 96};
  private static final double[] CLIENTS = {1, 1, 1, 1, 2, 4, 4, 7, 10};
  private static final double[] OPERATIONS = {1, 3, 5, 10, 22, 43, 54, 85, 216};

  /// @param busy from 0, the quietest key, to 1, the busiest
  /// @param broad from 0, used in the fewest ways, to 1, in the most; the busiest keys are seldom
  ///   the broadest
  static KeyShape at(double busy, double broad) {
    return new KeyShape(
        between(CALLS, busy),
        between(STRANDS, broad),
        between(CLIENTS, broad),
        between(OPERATIONS, broad));
  }

  private static int between(double[] figures, double quantile) {
    int i = 1;
    while (i < AT.length - 1 && AT[i] < quantile) {
      i++;
    }
    double part = (quantile - AT[i - 1]) / (AT[i] - AT[i - 1]);
    double log = Math.log(figures[i - 1]) * (1 - part) + Math.log(figures[i]) * part;
    return (int) Math.round(Math.exp(log));
  }
}
