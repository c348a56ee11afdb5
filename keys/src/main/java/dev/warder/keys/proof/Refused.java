package dev.warder.keys.proof;

import static java.util.Objects.requireNonNull;

/// Nothing is proven.
///
/// @param about the component that is missing, as the rules name it; empty otherwise
public record Refused(Refusal why, String about) implements Proof, Claim {
  public Refused {
    requireNonNull(why, "why is null");
    requireNonNull(about, "about is null");
  }

  static Refused because(Refusal why) {
    return new Refused(why, "");
  }
}
