package dev.warder.keys.hash;

import dev.warder.model.Secret;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// The secrets that hashes are made with, by version. Kept apart from the hashes: neither of them
/// opens anything without the other. Immutable.
public final class Peppers {
  /// How long a pepper is, bytes.
  public static final int LENGTH = 32;

  private static final int MAX_VERSION = 1_000;

  /// No key looks like this.
  private static final String FINGERPRINT = "fingerprint of a pepper";

  private final SortedMap<Integer, Secret> byVersion;

  private Peppers(SortedMap<Integer, Secret> byVersion) {
    this.byVersion = byVersion;
  }

  /// Some peppers.
  ///
  /// @param byVersion 32 bytes each; versions from 1 to 1,000. The highest is used for what is new
  public static Peppers of(Map<Integer, Secret> byVersion) {
    if (byVersion.isEmpty()) {
      throw new IllegalArgumentException("there is no pepper");
    }
    byVersion.forEach((version, pepper) -> {
      if (version < 1 || version > MAX_VERSION) {
        throw new IllegalArgumentException("a pepper's version is 1 to 1,000, not " + version);
      }
      if (pepper.expose().length != LENGTH) {
        throw new IllegalArgumentException("pepper " + version + " does not have 32 bytes");
      }
    });
    return new Peppers(new TreeMap<>(byVersion));
  }

  /// What a pepper is known again by, and nothing else can be made of: 32 hexadecimal digits.
  public String fingerprint(int version) {
    byte[] said = FINGERPRINT.getBytes(StandardCharsets.US_ASCII);
    KeyHash hash = new Hasher(this).hash(version, said, 0, said.length);
    return HexFormat.of().toHexDigits(hash.a()) + HexFormat.of().toHexDigits(hash.b());
  }

  /// The version that new hashes are made with.
  public int newest() {
    return byVersion.lastKey();
  }

  public boolean has(int version) {
    return byVersion.containsKey(version);
  }

  Secret pepper(int version) {
    Secret pepper = byVersion.get(version);
    if (pepper == null) {
      throw new IllegalArgumentException("there is no pepper " + version);
    }
    return pepper;
  }

  Iterable<Integer> versions() {
    return byVersion.keySet();
  }

  Map<Integer, Secret> all() {
    return byVersion;
  }

  @Override
  public String toString() {
    return "Peppers" + byVersion.keySet();
  }
}
