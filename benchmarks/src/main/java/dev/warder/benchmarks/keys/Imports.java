package dev.warder.benchmarks.keys;

import dev.warder.keys.ImportReport;
import dev.warder.keys.ImportRequest;
import dev.warder.keys.ImportRequest.Effect;
import dev.warder.keys.Keys;
import dev.warder.keys.KeysException;
import dev.warder.keys.Presented;
import dev.warder.keys.foreign.Algorithm;
import dev.warder.keys.foreign.Alphabet;
import dev.warder.keys.foreign.Encoding;
import dev.warder.keys.foreign.ForeignFormat;
import dev.warder.keys.foreign.ForeignFormat.Hashed;
import dev.warder.keys.foreign.ForeignHasher;
import dev.warder.keys.foreign.Layout;
import dev.warder.policy.Mode;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// Imports keys in pieces, as the door does, and again; then shows some, and values that nobody
/// has.
final class Imports {
  private static final int PIECE = 2_000;
  private static final int TENTHS = 10;
  private static final int CALLS = 400_000;
  private static final int FORMATS = 16;
  private static final int KEYS_PER_TENANT = 5;

  private final Million million;
  private final int count;
  private final double[] perSecond = new double[TENTHS];

  Imports(Million million, int count) {
    this.million = million;
    this.count = count;
  }

  void run() throws Exception {
    double first = all("imported    ", 1);
    double again = all("once more   ", 0);
    million.settle();
    double load = million.load();
    System.out.printf(Locale.ROOT, "started     in %.2f s, rows and journal%n", load);
    Nanos known = verdicts("a key's value", "");
    Nanos unknown = verdicts("made up, fits 1 format", "x");
    for (int i = 1; i < FORMATS; i++) {
      take(format(i), List.of(line(format(i), count + i)));
    }
    Nanos worst = verdicts("made up, fits 16 formats", "x");
    System.out.printf(
        Locale.ROOT,
        "imported=%d import_per_s=%.0f last_tenth_to_first=%.2f again_per_s=%.0f load_s=%.2f"
            + " verdict_p50_us=%.2f unknown_p50_us=%.2f unknown_16_formats_p50_us=%.2f%n",
        count,
        first,
        perSecond[TENTHS - 1] / perSecond[0],
        again,
        load,
        known.micros(0.5),
        unknown.micros(0.5),
        worst.micros(0.5));
  }

  /// Answers how many came in, or were known, in a second, the making of the lines left out.
  private double all(String what, int wanted) throws KeysException {
    long nanos = 0;
    long taken = 0;
    ForeignFormat format = format(0);
    for (int tenth = 0; tenth < TENTHS; tenth++) {
      long tenthNanos = 0;
      int from = (int) ((long) count * tenth / TENTHS);
      int to = (int) ((long) count * (tenth + 1) / TENTHS);
      for (int at = from; at < to; at += PIECE) {
        List<String> lines = lines(format, at, Math.min(to, at + PIECE));
        long begin = System.nanoTime();
        taken += take(format, lines).taken();
        tenthNanos += System.nanoTime() - begin;
      }
      nanos += tenthNanos;
      if (wanted > 0) {
        perSecond[tenth] = (to - from) / (tenthNanos / 1e9);
      }
    }
    if (taken != (long) wanted * count) {
      throw new IllegalStateException("came in: " + taken);
    }
    double rate = count / (nanos / 1e9);
    System.out.printf(Locale.ROOT, "%s%,.0f lines/s, each on disk%n", what, rate);
    return rate;
  }

  private ImportReport take(ForeignFormat format, List<String> lines) throws KeysException {
    return million
        .keys()
        .importKeys(
            Million.ADMIN,
            new ImportRequest(
                format,
                List.of("GET /api/**"),
                Mode.ENFORCE,
                Layout.NDJSON,
                lines,
                Set.of("warder"),
                Effect.TAKE_IN));
  }

  private Nanos verdicts(String what, String more) {
    Keys keys = million.keys();
    Calls calls = new Calls(count, 1);
    Nanos nanos = new Nanos();
    for (int i = 0; i < CALLS; i++) {
      int key = calls.nextKey();
      Presented presented = Presented.of(value(key) + more);
      var request = calls.request(key, System.currentTimeMillis() * 1_000);
      long begin = System.nanoTime();
      boolean allowed = keys.verify(presented, request).isAllowed();
      if (i > CALLS / 4) {
        nanos.add(System.nanoTime() - begin);
      }
      if (allowed != more.isEmpty()) {
        throw new IllegalStateException("the verdict is wrong");
      }
    }
    System.out.printf(
        Locale.ROOT,
        "%-26s p50 %.2f µs  p99 %.2f µs, one thread%n",
        what,
        nanos.micros(0.5),
        nanos.micros(0.99));
    return nanos;
  }

  private static ForeignFormat format(int number) {
    return new ForeignFormat(
        "old-" + number,
        "old_",
        Alphabet.BASE62,
        20,
        60,
        "",
        Algorithm.SHA256,
        Hashed.WHOLE_VALUE,
        Encoding.HEX);
  }

  private static String value(int key) {
    return "old_" + HexFormat.of().toHexDigits(key * 0x9E3779B97F4A7C15L) + "0123456789abcdef";
  }

  private static List<String> lines(ForeignFormat format, int from, int to) {
    List<String> lines = new ArrayList<>(to - from);
    for (int key = from; key < to; key++) {
      lines.add(line(format, key));
    }
    return lines;
  }

  private static String line(ForeignFormat format, int key) {
    byte[] hash = ForeignHasher.of(format, null).hash(value(key), "");
    return "{\"id\":\"k"
        + key
        + "\",\"hash\":\""
        + HexFormat.of().formatHex(hash)
        + "\",\"tenant\":\"tenant-"
        + key / KEYS_PER_TENANT
        + "\",\"principal\":\"user-"
        + key
        + "\",\"created\":\"2024-01-31T08:00:00Z\"}";
  }
}
