package dev.warder.benchmarks.engine;

import java.util.Locale;
import java.util.OptionalLong;

/// Measures the engine alone: `EngineBenchmark speed KEYS ROUNDS`, `EngineBenchmark memory` or
/// `EngineBenchmark million`, each in a process of its own. The last line is for programs.
public final class EngineBenchmark {
  private EngineBenchmark() {}

  public static void main(String[] args) {
    switch (args.length == 0 ? "" : args[0]) {
      case "speed" -> {
        double perSecond = new Speed(Integer.parseInt(args[1])).run(Integer.parseInt(args[2]));
        System.out.printf(Locale.ROOT, "events_per_s_per_core=%.0f%n", perSecond);
      }
      case "memory" -> {
        double[] bytes = new Memory().run();
        System.out.printf(
            Locale.ROOT,
            "bytes_per_credential_p50=%.0f bytes_per_credential_p99=%.0f"
                + " bytes_per_credential_max=%.0f%n",
            Memory.quantile(bytes, 0.5),
            Memory.quantile(bytes, 0.99),
            bytes[bytes.length - 1]);
      }
      case "million" -> {
        OptionalLong used = new MillionKeys().run();
        String megabytes = used.isPresent() ? Long.toString(used.getAsLong() >> 20) : "n/a";
        System.out.println("million_keys_heap_mb=" + megabytes);
      }
      default -> {
        System.err.println("usage: EngineBenchmark speed KEYS ROUNDS|memory|million");
        System.exit(2);
      }
    }
  }
}
