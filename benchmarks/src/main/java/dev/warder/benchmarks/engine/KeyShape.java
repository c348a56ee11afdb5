package dev.warder.benchmarks.engine;

/// How much one key does in thirty days.
///
/// @param calls all of them
/// @param sources networks it is used from
/// @param clients versions of software it is used by
/// @param operations that it calls
record KeyShape(int calls, int sources, int clients, int operations) {
  /// Where in the population the figures below stand: from the quietest key to the busiest.
  private static final double[] AT = {0, 0.05, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 1};

  /// Counted on a simulated platform of some 660 active keys; a busy key is taken to be busy in
  /// every respect.
  private static final double[] CALLS = {2, 11, 62, 226, 996, 3_217, 5_751, 18_801, 58_987};

  private static final double[] SOURCES = {1, 1, 2, 4, 7, 21, 55, 162, 359};
  private static final double[] CLIENTS = {1, 1, 1, 2, 3, 5, 7, 16, 20};
  private static final double[] OPERATIONS = {1, 3, 5, 10, 22, 43, 54, 85, 216};

  /// @param quantile from 0, the quietest, to 1, the busiest
  static KeyShape at(double quantile) {
    return new KeyShape(
        between(CALLS, quantile),
        between(SOURCES, quantile),
        between(CLIENTS, quantile),
        between(OPERATIONS, quantile));
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
