package dev.warder.store.journal;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a look at every byte of a journal told.
///
/// @param verdict in one word
/// @param troubles what is not as it was written, in the order in which it was found
/// @param notes what is worth knowing and no trouble
/// @param segments files read
/// @param firstEntry number of the first entry that is kept, 0 if there is none
/// @param lastEntry number of the last one
/// @param entries entries that are there
/// @param lost entries that the journal itself says were lost, because the disk was full
/// @param heads signed heads that fit
/// @param signedUpTo the last entry that a signed head speaks for
/// @param publicKey that heads were verified with, SHA-256 of it in hexadecimal
/// @param keyFrom where that key is from
/// @param head the last signed head, to be copied elsewhere; null if there is none
public record Verification(
    Verdict verdict,
    List<Trouble> troubles,
    List<String> notes,
    int segments,
    long firstEntry,
    long lastEntry,
    long entries,
    long lost,
    long heads,
    long signedUpTo,
    String publicKey,
    KeyFrom keyFrom,
    @Nullable SignedHead head) {

  /// What became of a journal, mildest first.
  public enum Verdict {
    WHOLE,
    /// Whole up to where a crash cut short what nobody was told was on disk.
    TORN_TAIL,
    /// Shorter than a signed head says.
    TRUNCATED,
    /// Segments or entries are missing that the chain or a signed head speaks of.
    DELETED,
    /// A checksum, hash or signature does not fit.
    TAMPERED,
    /// There is nothing to read.
    UNREADABLE;

    /// Whether everything that was acknowledged is there, as far as can be told.
    public boolean isWhole() {
      return this == WHOLE || this == TORN_TAIL;
    }
  }

  /// Where the public key is from.
  public enum KeyFrom {
    /// Whoever asked gave it.
    GIVEN,
    /// The journal itself names it: somebody who wrote the whole journal anew named his own.
    JOURNAL
  }

  /// One thing that is not as it was written.
  ///
  /// @param kind what it means
  /// @param segment sequence of the segment, 0 if none
  /// @param entry the last entry before it
  /// @param offset byte of the segment
  /// @param words what it is, in a sentence
  public record Trouble(Verdict kind, long segment, long entry, long offset, String words) {}

  public Verification {
    troubles = List.copyOf(troubles);
    notes = List.copyOf(notes);
  }
}
