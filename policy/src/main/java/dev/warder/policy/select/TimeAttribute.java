package dev.warder.policy.select;

import dev.warder.policy.KeyFacts;

/// When something happened or will happen to a key.
public enum TimeAttribute {
  MINTED("minted", Basis.FIXED),
  EXPIRES("expires", Basis.CHANGEABLE),
  LAST_USED("last-used", Basis.HISTORY);

  private final String word;
  private final Basis basis;

  TimeAttribute(String word, Basis basis) {
    this.word = word;
    this.basis = basis;
  }

  String word() {
    return word;
  }

  Basis basis() {
    return basis;
  }

  long micros(KeyFacts key, KeyHistory history) {
    return switch (this) {
      case MINTED -> key.mintedMicros();
      case EXPIRES -> key.expiresMicros();
      case LAST_USED -> history.lastUsedMicros(key);
    };
  }

  /// Whether a moment says something of it: what is past is so long ago, what is to come so far
  /// ahead.
  boolean isReadable(Moment moment) {
    return switch (moment) {
      case Moment.At unused -> true;
      case Moment.Ago unused -> this != EXPIRES;
      case Moment.Ahead unused -> this == EXPIRES;
    };
  }

  /// Whether a time means that it never happens.
  boolean isNever(long micros) {
    return switch (this) {
      case MINTED -> false;
      case EXPIRES -> micros == KeyFacts.NEVER;
      case LAST_USED -> micros == KeyHistory.NEVER_USED;
    };
  }
}
