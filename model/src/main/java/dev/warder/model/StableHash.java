package dev.warder.model;

/// A 64-bit hash of text that is the same on every machine, at every run, for ever.
///
/// Not for secrets and not against somebody who seeks collisions: it names things. Source FNV-1a
/// over UTF-16 units, finished by the mixer of SplitMix64
public final class StableHash {
  private static final long OFFSET = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;

  private StableHash() {}

  /// The hash of some texts in order; their borders count.
  public static long of(String... parts) {
    long hash = OFFSET;
    for (String part : parts) {
      for (int i = 0; i < part.length(); i++) {
        hash = (hash ^ part.charAt(i)) * PRIME;
      }
      hash = (hash ^ 0x1F) * PRIME;
    }
    return mix(hash);
  }

  /// A hash of one text from the one that the text itself remembers, so that it costs nothing where
  /// that was asked before. No better than 32 bits: for counting, not for naming.
  public static long ofRemembered(String text) {
    return mix(text.hashCode());
  }

  /// The hash as sixteen hexadecimal digits behind a prefix: `f-0123456789abcdef`.
  public static String uid(String prefix, String... parts) {
    String hex = Long.toHexString(of(parts));
    return prefix + "-" + "0".repeat(16 - hex.length()) + hex;
  }

  private static long mix(long value) {
    long z = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
