package dev.warder.testkit;

import dev.warder.testkit.traffic.AccessLogMix;
import dev.warder.testkit.traffic.TrafficMix;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// Writes an input for benchmarks: `GenerateTraffic ocsf|combined LINES FILE`. The same file every
/// time.
public final class GenerateTraffic {
  private GenerateTraffic() {}

  public static void main(String[] args) throws IOException {
    if (args.length != 3 || !(args[0].equals("ocsf") || args[0].equals("combined"))) {
      System.err.println("usage: GenerateTraffic ocsf|combined LINES FILE");
      System.exit(2);
    }
    long lines = Long.parseLong(args[1]);
    try (OutputStream out = Files.newOutputStream(Path.of(args[2]))) {
      if (args[0].equals("ocsf")) {
        new TrafficMix(TrafficMix.SEED, lines).writeTo(out);
      } else {
        new AccessLogMix(AccessLogMix.SEED, lines).writeTo(out);
      }
    }
  }
}
