package dev.warder.collect;

import static java.util.Objects.requireNonNull;

import dev.warder.collect.mapping.Mapping;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// How a run reads its inputs.
///
/// Units sizes in bytes
///
/// @param threads how many files or blocks are read at a time, at least 1
/// @param format contract name of the format of all files, or [#AUTO] to tell each by its content
/// @param keyField where the key stands, if not where the format puts it: dotted path or header
///   name in JSON, query parameter in access logs; null if not told
/// @param mapping how to read JSON of no known format, null if not told
/// @param trustedHops how many proxies each request passed that are trusted to say for whom they
///   speak; 0 believes the peer's address
/// @param hashKey key for hashes of secrets
/// @param sortMemoryBytes what activities may take in memory before they are sorted on disk
/// @param tempDirectory where the sort keeps its files, which have no name and vanish with the
///   process
/// @param limits bounds on single inputs
public record CollectOptions(
    int threads,
    String format,
    @Nullable String keyField,
    @Nullable Mapping mapping,
    int trustedHops,
    HashKey hashKey,
    long sortMemoryBytes,
    Path tempDirectory,
    Limits limits) {

  public static final String AUTO = "auto";

  private static final int MAX_THREADS = 256;
  private static final long MIN_SORT_MEMORY_BYTES = 4_096;
  private static final long DEFAULT_SORT_MEMORY_BYTES = 512L << 20;

  public CollectOptions {
    requireNonNull(format, "format is null");
    requireNonNull(hashKey, "hashKey is null");
    requireNonNull(tempDirectory, "tempDirectory is null");
    requireNonNull(limits, "limits is null");
    if (threads < 1 || threads > MAX_THREADS) {
      throw new IllegalArgumentException("threads is not 1 to " + MAX_THREADS + ": " + threads);
    }
    if (!format.equals(AUTO) && !Formats.NAMES.contains(format)) {
      throw new IllegalArgumentException(
          "format is none of auto, " + String.join(", ", Formats.NAMES) + ": " + format);
    }
    if (keyField != null && keyField.isBlank()) {
      throw new IllegalArgumentException("keyField is blank");
    }
    if (format.equals(Formats.DECLARED) && mapping == null) {
      throw new IllegalArgumentException("format json needs a mapping (--map FILE)");
    }
    if (mapping != null && !format.equals(AUTO) && !format.equals(Formats.DECLARED)) {
      throw new IllegalArgumentException("a mapping goes with format json, not " + format);
    }
    if (trustedHops < 0 || trustedHops > TrustedHops.MAX) {
      throw new IllegalArgumentException("trustedHops is not 0 to " + TrustedHops.MAX);
    }
    if (sortMemoryBytes < MIN_SORT_MEMORY_BYTES) {
      throw new IllegalArgumentException(
          "sortMemoryBytes is below " + MIN_SORT_MEMORY_BYTES + ": " + sortMemoryBytes);
    }
  }

  /// One thread per processor, everything else as documented on [Limits#DEFAULT].
  public static CollectOptions defaults() {
    return new CollectOptions(
        Math.min(MAX_THREADS, Runtime.getRuntime().availableProcessors()),
        AUTO,
        null,
        null,
        0,
        HashKey.DEFAULT,
        DEFAULT_SORT_MEMORY_BYTES,
        Path.of(System.getProperty("java.io.tmpdir", "/tmp")),
        Limits.DEFAULT);
  }

  public CollectOptions withThreads(int value) {
    return new CollectOptions(
        value,
        format,
        keyField,
        mapping,
        trustedHops,
        hashKey,
        sortMemoryBytes,
        tempDirectory,
        limits);
  }

  public CollectOptions withFormat(String value) {
    return new CollectOptions(
        threads,
        value,
        keyField,
        mapping,
        trustedHops,
        hashKey,
        sortMemoryBytes,
        tempDirectory,
        limits);
  }

  public CollectOptions withKeyField(@Nullable String value) {
    return new CollectOptions(
        threads,
        format,
        value,
        mapping,
        trustedHops,
        hashKey,
        sortMemoryBytes,
        tempDirectory,
        limits);
  }

  public CollectOptions withMapping(@Nullable Mapping value) {
    return new CollectOptions(
        threads,
        format,
        keyField,
        value,
        trustedHops,
        hashKey,
        sortMemoryBytes,
        tempDirectory,
        limits);
  }

  public CollectOptions withTrustedHops(int value) {
    return new CollectOptions(
        threads, format, keyField, mapping, value, hashKey, sortMemoryBytes, tempDirectory, limits);
  }

  public CollectOptions withHashKey(HashKey value) {
    return new CollectOptions(
        threads,
        format,
        keyField,
        mapping,
        trustedHops,
        value,
        sortMemoryBytes,
        tempDirectory,
        limits);
  }

  public CollectOptions withSortMemoryBytes(long value) {
    return new CollectOptions(
        threads, format, keyField, mapping, trustedHops, hashKey, value, tempDirectory, limits);
  }

  public CollectOptions withTempDirectory(Path value) {
    return new CollectOptions(
        threads, format, keyField, mapping, trustedHops, hashKey, sortMemoryBytes, value, limits);
  }

  public CollectOptions withLimits(Limits value) {
    return new CollectOptions(
        threads,
        format,
        keyField,
        mapping,
        trustedHops,
        hashKey,
        sortMemoryBytes,
        tempDirectory,
        value);
  }

  /// Bounds on single inputs, so that no file costs more than it should.
  ///
  /// @param recordBytes longest record; longer ones are skipped without being kept
  /// @param nesting deepest JSON
  /// @param layers most compression layers, such as gzip in gzip
  /// @param expansionRatio most bytes that one compressed byte may become; deflate makes at most
  ///   1,032 of one, so only layered or hand-made archives reach it
  /// @param expansionFreeBytes unpacked bytes to which the ratio does not apply
  /// @param files most files in one run
  public record Limits(
      int recordBytes,
      int nesting,
      int layers,
      int expansionRatio,
      long expansionFreeBytes,
      int files) {

    public static final Limits DEFAULT = new Limits(1 << 20, 64, 2, 2_000, 1L << 30, 1_000_000);

    public Limits {
      requireWithin("recordBytes", recordBytes, 1_024, 64 << 20);
      requireWithin("nesting", nesting, 8, 1_000);
      requireWithin("layers", layers, 0, 4);
      requireWithin("expansionRatio", expansionRatio, 1, Integer.MAX_VALUE);
      requireWithin("expansionFreeBytes", expansionFreeBytes, 0, Long.MAX_VALUE);
      requireWithin("files", files, 1, 10_000_000);
    }

    private static void requireWithin(String name, long value, long min, long max) {
      if (value < min || value > max) {
        throw new IllegalArgumentException(name + " is not " + min + " to " + max + ": " + value);
      }
    }
  }
}
