package dev.warder.keys.state;

import static java.util.Objects.requireNonNull;

import dev.warder.keys.Actor;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One change, as it is written down before it takes effect: who did what, and how everything it
/// touches is afterwards. So it can be applied twice and nothing is worked out again.
///
/// @param kind what was done
/// @param actor by whom
/// @param timeMicros when, microseconds since the epoch, UTC
/// @param note for people; may be empty
/// @param keys how the keys it touches are afterwards
/// @param document how the other thing it touches is afterwards; null if it touches none
public record Change(
    Kind kind,
    Actor actor,
    long timeMicros,
    String note,
    List<KeyState> keys,
    @Nullable Document document) {

  public Change {
    requireNonNull(kind, "kind is null");
    requireNonNull(actor, "actor is null");
    requireNonNull(note, "note is null");
    keys = List.copyOf(keys);
  }

  /// A change of keys alone.
  public static Change ofKeys(
      Kind kind, Actor actor, long timeMicros, String note, KeyState... keys) {
    return new Change(kind, actor, timeMicros, note, List.of(keys), null);
  }

  /// A change of something else.
  public static Change ofDocument(
      Kind kind, Actor actor, long timeMicros, String note, Document document) {
    return new Change(kind, actor, timeMicros, note, List.of(), document);
  }

  /// What was done.
  public enum Kind {
    MINT,
    CHANGE,
    ROTATE,
    FENCE,
    UNFENCE,
    REVOKE,
    /// A hash was made under the newest pepper.
    REHASH,
    /// A key that somebody else must approve was wished for.
    ASK,
    APPROVE,
    REFUSE,
    /// An approved key was minted.
    COLLECT,
    INVALIDATE,
    /// What an invalidation hit was counted after it.
    COUNT,
    DEFINE_SCOPES,
    /// A secret was told to have been found; the key goes on as before.
    LEAKED,
    /// A pepper was used for the first time.
    PEPPER,
    /// What is personal of a tenant is no more.
    FORGET,
    IMPORT,
    /// An approved call is let through.
    PASS;

    /// Whether keys may be over after it that were not before.
    public boolean endsKeys() {
      return switch (this) {
        case CHANGE, ROTATE, REVOKE, COLLECT, INVALIDATE, FORGET -> true;
        case MINT,
            FENCE,
            UNFENCE,
            REHASH,
            ASK,
            APPROVE,
            REFUSE,
            COUNT,
            DEFINE_SCOPES,
            LEAKED,
            PEPPER,
            IMPORT,
            PASS ->
            false;
      };
    }

    /// Whether somebody may be able to do more after it.
    public boolean givesPower() {
      return switch (this) {
        case MINT, CHANGE, ROTATE, UNFENCE, ASK, APPROVE, COLLECT, DEFINE_SCOPES, IMPORT, PASS ->
            true;
        case FENCE, REVOKE, REHASH, REFUSE, INVALIDATE, COUNT, LEAKED, PEPPER, FORGET -> false;
      };
    }
  }
}
