package dev.warder.keys;

import static java.util.Objects.requireNonNull;

/// What a caller showed. Its text is a secret until proven otherwise: [#toString] tells nothing.
public final class Presented {
  private final String text;

  private Presented(String text) {
    this.text = text;
  }

  /// A value as it came, without what stood around it (`Bearer `).
  public static Presented of(String text) {
    return new Presented(requireNonNull(text, "text is null"));
  }

  /// The value itself. Whoever calls this answers for where it goes.
  public String expose() {
    return text;
  }

  @Override
  public String toString() {
    return "Presented[redacted]";
  }
}
