package dev.warder.policy.posture;

import dev.warder.model.Severity;
import org.jspecify.annotations.Nullable;

/// Something about a key that is worth mending before anybody makes use of it.
public enum Weakness {
  BEARER_PRIVILEGED(
      "bearer-privileged",
      Severity.HIGH,
      "Privileged, and whoever has the text has the key",
      "Mint a bound key in its place: its private key never leaves its machine."),
  OPENS_EVERYTHING(
      "opens-everything",
      Severity.HIGH,
      "Opens every operation",
      "Name the operations that it uses as its scope; mode shadow shows first what that would"
          + " refuse."),
  NO_EXPIRY(
      "no-expiry",
      Severity.MEDIUM,
      "Never expires",
      "Set a time at which it ends: a key that somebody forgot then ends by itself."),
  ROTATION_DUE(
      "rotation-due",
      Severity.MEDIUM,
      "Not rotated for long",
      "Rotate it with an overlap, so that its consumers can change over one by one."),
  ROTATION_UNFINISHED(
      "rotation-unfinished",
      Severity.MEDIUM,
      "Replaced long ago, and still accepted",
      "Move who still uses it to its successor, then revoke it."),
  DORMANT(
      "dormant",
      Severity.MEDIUM,
      "No longer used",
      "Ask the owner; if nobody claims it, revoke it: a key nobody misses only serves a thief."),
  NEVER_USED(
      "never-used",
      Severity.MEDIUM,
      "Never used",
      "Ask whoever it was minted for; revoke it if nobody waits for it."),
  USABLE_ANYWHERE(
      "usable-anywhere",
      Severity.LOW,
      "Accepted from anywhere",
      "Name the networks it is used from; its last source is one of them."),
  NOT_ENFORCED(
      "not-enforced",
      Severity.LOW,
      "What it may do is written down, and not enforced",
      "Look at what would have been refused, then set its mode to enforce."),
  PRIVILEGE_UNKNOWN(
      "privilege-unknown",
      Severity.LOW,
      "Nobody told whether it is privileged",
      "Find out what it may do on the platform, and mint a key of known rights in its place."),
  NO_OWNER(
      "no-owner",
      Severity.LOW,
      "Nobody answers for it",
      "Name the person or team that is asked before it is taken back."),
  NO_CONTACT(
      "no-contact",
      Severity.LOW,
      "Its owner cannot be reached",
      "Name an address that somebody reads.");

  private final String word;
  private final Severity severity;
  private final String title;
  private final String advice;

  Weakness(String word, Severity severity, String title, String advice) {
    this.word = word;
    this.severity = severity;
    this.title = title;
    this.advice = advice;
  }

  /// Stable name, such as `no-expiry`.
  public String word() {
    return word;
  }

  public Severity severity() {
    return severity;
  }

  /// What is wrong, one line.
  public String title() {
    return title;
  }

  /// What to do about it.
  public String advice() {
    return advice;
  }

  /// The one of a name, null if there is none.
  public static @Nullable Weakness of(String word) {
    for (Weakness weakness : values()) {
      if (weakness.word.equals(word)) {
        return weakness;
      }
    }
    return null;
  }
}
