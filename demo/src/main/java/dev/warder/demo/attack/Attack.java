package dev.warder.demo.attack;

import java.util.Arrays;
import java.util.Optional;

/// The stories there are.
public enum Attack {
  /// What became of a directory-as-a-service in 2023, from the phish's consequences on.
  COMMANDS_2023("commands-2023", 40),
  /// A customer's key, everything it opens, at once.
  SMASH_AND_GRAB("smash-and-grab", 250),
  /// Nobody steals anything.
  NONE("none", 0);

  private final String word;
  private final int promisedCalls;

  Attack(String word, int promisedCalls) {
    this.word = word;
    this.promisedCalls = promisedCalls;
  }

  /// After how many calls of the thief it is promised to be told: what the quickest of them gets
  /// done in the minute that has to be over first, and some more.
  public int promisedCalls() {
    return promisedCalls;
  }

  /// As it is typed.
  public String word() {
    return word;
  }

  public static Optional<Attack> of(String word) {
    return Arrays.stream(values()).filter(attack -> attack.word.equals(word)).findFirst();
  }
}
