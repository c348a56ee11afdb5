package dev.warder.keys.state;

import static java.util.Objects.requireNonNull;

import dev.warder.keys.Invalidation;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/// A mass invalidation as verdicts apply it.
public final class Rule {
  private final Invalidation told;
  private final int upTo;
  private final @Nullable BitSet frozen;
  private final Pick pick;

  /// @param told what is told of it
  /// @param upTo keys that had this serial or a later one when it was committed are not hit
  /// @param frozen serials of the keys that it hits, if its selector asks for a past that goes on;
  ///   null if [#pick] tells. Not copied, not to be changed any more
  /// @param pick which keys it hits
  public Rule(Invalidation told, int upTo, @Nullable BitSet frozen, Pick pick) {
    this.told = requireNonNull(told, "told is null");
    this.upTo = upTo;
    this.frozen = frozen;
    this.pick = requireNonNull(pick, "pick is null");
  }

  /// Whether it hits a key. The key has to be as it was when the rule was committed.
  public boolean hits(KeyState key) {
    if (key.serial() >= upTo) {
      return false;
    }
    return frozen == null
        ? pick.picks(key.facts(), told.committedMicros())
        : frozen.get(key.serial());
  }

  public Invalidation told() {
    return told;
  }

  public int number() {
    return told.number();
  }

  int upTo() {
    return upTo;
  }

  @Nullable BitSet frozen() {
    return frozen;
  }

  /// The same with what was counted after it.
  public Rule telling(Invalidation newTold) {
    return new Rule(newTold, upTo, frozen, pick);
  }
}
