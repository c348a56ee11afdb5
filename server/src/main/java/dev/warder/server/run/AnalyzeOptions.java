package dev.warder.server.run;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What was asked of an analysis.
///
/// @param inputs files, directories, or `-` for standard input; spelled as given
/// @param format [#AUTO], or the contract name of the only format to try
/// @param keyField field that carries the key where the format leaves it open, empty for the
///   format's own
/// @param mapping file that says how to read JSON of another shape, null if none was given
/// @param trustedHops proxies each request passed that are trusted to say for whom they speak
/// @param hashKey file with the key that credential ids are hashed with, null for the declared
///   default
/// @param ipTable the operator's own address table, null for the built-in one
/// @param keyInventory owner, kind and privilege per key, null if the operator gave none
/// @param specs descriptions of APIs to set beside the traffic
/// @param state folder that keeps the hash key and the last inventory, null to keep nothing
/// @param rules directory of the operator's own Sigma rules, null if there is none
/// @param thieves the operator's own idea of what thieves do, null for the shipped one
/// @param alertsPerDay alerts allowed per UTC day of event time
/// @param threads how many threads may work
public record AnalyzeOptions(
    List<String> inputs,
    String format,
    String keyField,
    @Nullable Path mapping,
    int trustedHops,
    @Nullable Path hashKey,
    @Nullable Path ipTable,
    @Nullable Path keyInventory,
    List<Path> specs,
    @Nullable Path state,
    @Nullable Path rules,
    @Nullable Path thieves,
    double alertsPerDay,
    int threads) {

  /// Finds the format of each file by its content.
  public static final String AUTO = "auto";

  public AnalyzeOptions {
    inputs = List.copyOf(inputs);
    specs = List.copyOf(specs);
    requireNonNull(format, "format is null");
    requireNonNull(keyField, "keyField is null");
    if (inputs.isEmpty()) {
      throw new IllegalArgumentException("no inputs");
    }
    if (!(alertsPerDay >= 0 && alertsPerDay <= 1_000_000)) {
      throw new IllegalArgumentException("alertsPerDay is out of range: " + alertsPerDay);
    }
    if (threads < 1) {
      throw new IllegalArgumentException("threads is below 1: " + threads);
    }
  }
}
