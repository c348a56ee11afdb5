package dev.warder.benchmarks.keys;

import java.nio.file.Path;
import java.util.Locale;

/// Measures keys: `KeyBenchmark verdict FOLDER KEYS SECONDS`, `KeyBenchmark invalidate FOLDER KEYS`
/// or `KeyBenchmark import FOLDER KEYS`, each in a process and an empty folder of its own. The last
/// line is for programs.
public final class KeyBenchmark {
  private static final int SQL_CALLS = 40_000;
  private static final int PACE = 50_000;

  private KeyBenchmark() {}

  public static void main(String[] args) throws Exception {
    if (args.length < 3) {
      System.err.println(
          "usage: KeyBenchmark verdict FOLDER KEYS SECONDS|invalidate FOLDER KEYS|import FOLDER KEYS");
      System.exit(2);
    }
    Path folder = Path.of(args[1]);
    int keys = Integer.parseInt(args[2]);
    if (args[0].equals("import")) {
      try (Million none = Million.open(folder, 0)) {
        new Imports(none, keys).run();
      }
      return;
    }
    try (Million million = Million.open(folder, keys)) {
      double perSecond = million.mint();
      System.out.printf(Locale.ROOT, "minted      %,.0f keys/s, each on disk%n", perSecond);
      if (args[0].equals("verdict")) {
        verdict(million, Integer.parseInt(args[3]));
      } else {
        invalidate(million, perSecond);
      }
    }
  }

  private static void verdict(Million million, int seconds) throws Exception {
    double load = million.load();
    System.out.printf(Locale.ROOT, "started     in %.2f s, rows and journal%n", load);
    Verdicts verdicts = new Verdicts(million, seconds);
    verdicts.run("as fast as possible", 0);
    Verdicts.Result paced = verdicts.run(String.format(Locale.ROOT, "%,d a second", PACE), PACE);
    double searched = new Searches(million).run();
    Nanos sql = new SqlVerdicts(million).run(SQL_CALLS);
    System.out.printf(
        Locale.ROOT,
        "%-24s p50 %.2f µs  p99 %.2f µs, one thread, nothing recorded%n",
        "row looked up in SQLite",
        sql.micros(0.5),
        sql.micros(0.99));
    System.out.printf(
        Locale.ROOT,
        "decision_p50_us=%.2f decision_p99_us=%.2f decision_p999_us=%.2f bytes_per_decision=%.0f"
            + " load_1m_keys_s=%.2f ratio_to_sqlite=%.1f history_calls_per_s=%.0f%n",
        paced.nanos().micros(0.5),
        paced.nanos().micros(0.99),
        paced.nanos().micros(0.999),
        paced.bytesEach(),
        load,
        sql.micros(0.5) / paced.nanos().micros(0.5),
        searched);
  }

  private static void invalidate(Million million, double perSecond) throws Exception {
    million.settle();
    Invalidations invalidations = new Invalidations(million);
    double millis = invalidations.run();
    double sql = SqlInvalidation.run(million.folder().resolve("rival.db"), million.size());
    System.out.printf(Locale.ROOT, "one UPDATE in SQLite of as many rows: %.0f ms%n", sql);
    System.out.printf(
        Locale.ROOT,
        "keys=%d tenants=%d in_force_ms=%.2f accepted_after_ack=%d mint_per_s=%.0f"
            + " ratio_to_sqlite=%.1f%n",
        million.size(),
        million.size() / 5,
        millis,
        invalidations.acceptedAfter(),
        perSecond,
        sql / millis);
  }
}
