package dev.warder.model;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/// Raw material that opens something: shown once, never written down.
///
/// Guarantees [#toString] tells nothing; equality takes the same time wherever two secrets of one
/// length differ; the one way to the material is [#expose], so that a search for it lists every
/// place that touches any. Does not guarantee that memory is wiped.
public final class Secret {
  private final byte[] material;

  private Secret(byte[] material) {
    this.material = material;
  }

  public static Secret of(byte[] material) {
    return new Secret(material.clone());
  }

  /// The material that a text spells.
  public static Secret of(String text) {
    return new Secret(text.getBytes(StandardCharsets.UTF_8));
  }

  /// A copy of the material. Whoever calls this answers for where it goes.
  public byte[] expose() {
    return material.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret secret && MessageDigest.isEqual(material, secret.material);
  }

  /// The same for all, so that a table of secrets tells nothing of them.
  @Override
  public int hashCode() {
    return Secret.class.hashCode();
  }

  @Override
  public String toString() {
    return "Secret[redacted]";
  }
}
