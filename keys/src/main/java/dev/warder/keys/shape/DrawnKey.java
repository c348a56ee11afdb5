package dev.warder.keys.shape;

import dev.warder.model.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A key that was just drawn: its id, which may be told, and its text, which is shown once.
public final class DrawnKey {
  private final byte[] text;
  private final int head;

  DrawnKey(byte[] text, int head) {
    this.text = text;
    this.head = head;
  }

  public String id() {
    return new String(text, head, KeyShape.ID_LENGTH, StandardCharsets.US_ASCII);
  }

  /// The whole text.
  public Secret secret() {
    return Secret.of(text);
  }

  /// Id and secret, which are hashed. Whoever calls this answers for where they go.
  public byte[] exposeMaterial() {
    return Arrays.copyOfRange(text, head, head + KeyShape.MATERIAL_LENGTH);
  }

  @Override
  public String toString() {
    return "DrawnKey[" + id() + "]";
  }
}
