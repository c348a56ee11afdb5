package dev.warder.collect.json;

import dev.warder.collect.json.Tape.Kind;
import dev.warder.collect.text.Slices;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Remembers how the records of a program are laid out, so that the next one need not be parsed but
/// only compared: all that stands between two values is one piece of text that repeats. Confined to
/// one thread.
///
/// Shape {"time":1,"api":{"name":"x"}} -> `{"time":` number `,"api":{"name":"` text `"}}`
///
/// The pieces form a tree, since records differ in what they leave out. Whatever differs from all
/// that is known is [#NONE]: the parser reads it and [#learn] adds it. Values are held to what
/// [FastScanner] takes, so that a record that matches is one that it would have read alike.
///
/// Bounds at most [#MAX_PIECES] pieces, [#MAX_BRANCHES] at one place and [#MAX_VALUES] in a row; a
/// log whose records are all different is parsed as before
public final class Shapes {
  /// No layout that is known.
  public static final int NONE = -1;

  static final int MAX_PIECES = 1_024;
  static final int MAX_BRANCHES = 16;
  static final int MAX_VALUES = 128;
  private static final int MAX_PIECE_BYTES = 1_024;

  private final Place root = new Place();
  private int pieces;

  /// Finds the values of the record that starts at `from` and returns where it ends, or [#NONE].
  public int match(byte[] b, int from, int to, Slots slots) {
    int[] starts = slots.from;
    int[] ends = slots.to;
    Place place = root;
    int at = from;
    while (true) {
      Piece piece = place.follow(b, at, to);
      if (piece == null) {
        return NONE;
      }
      at += piece.length;
      if (piece.next == null) {
        slots.bytes = b;
        slots.present = piece.present;
        return at;
      }
      if (at == to) {
        return NONE;
      }
      int end =
          piece.text ? FastScanner.endOfString(b, at, to) : FastScanner.endOfInteger(b, at, to);
      if (end == FastScanner.ODD) {
        return NONE;
      }
      starts[piece.slot] = at;
      ends[piece.slot] = end;
      at = end;
      place = piece.next;
    }
  }

  /// Adds the layout of a record that was parsed; does nothing if there is no room for it.
  ///
  /// @param tape the record as its root, [Tape#isAsWritten]
  /// @param slots where the parser found the values, before anything else was set
  public void learn(Tape tape, Slots slots) {
    if (!tape.isAsWritten() || !mayLearn(tape, slots)) {
      return;
    }
    int ignored = slots.from.length - 1;
    Place place = root;
    int at = tape.start(0);
    for (int n = 1; n < tape.count && place != null; n++) {
      if (isValue(tape.kind(n))) {
        int slot = slotAt(slots, tape.start(n));
        boolean text = tape.kind(n) == Kind.STRING;
        place = place.add(tape.bytes, at, tape.start(n), text, slot < 0 ? ignored : slot);
        at = tape.end(n);
      }
    }
    if (place != null) {
      place.end(tape.bytes, at, tape.end(0), slots.present);
    }
  }

  private boolean mayLearn(Tape tape, Slots slots) {
    int values = 0;
    int at = tape.start(0);
    for (int n = 1; n < tape.count; n++) {
      if (isValue(tape.kind(n))) {
        values++;
        if (tape.start(n) - at > MAX_PIECE_BYTES) {
          return false;
        }
        at = tape.end(n);
      } else if (slotAt(slots, tape.start(n)) >= 0) {
        return false; // true and false are part of the text between values
      }
    }
    return values <= MAX_VALUES
        && pieces + values < MAX_PIECES
        && tape.end(0) - at <= MAX_PIECE_BYTES;
  }

  private static boolean isValue(Kind kind) {
    return kind == Kind.STRING || kind == Kind.NUMBER;
  }

  private static int slotAt(Slots slots, int start) {
    for (int slot = 0; slot < slots.from.length - 1; slot++) {
      if (slots.has(slot) && slots.from[slot] == start) {
        return slot;
      }
    }
    return -1;
  }

  /// What may follow a value, longest first, so that none hides behind its own beginning.
  private final class Place {
    private Piece[] branches = new Piece[0];

    @Nullable Piece follow(byte[] b, int at, int to) {
      for (Piece piece : branches) {
        if (piece.isAt(b, at, to)) {
          return piece;
        }
      }
      return null;
    }

    /// The place behind a value and the text before it; null if there is no room.
    @Nullable Place add(byte[] b, int from, int to, boolean text, int slot) {
      Piece known = known(b, from, to);
      if (known != null) {
        return known.next;
      }
      Place next = new Place();
      return branch(new Piece(Arrays.copyOfRange(b, from, to), text, slot, 0, next)) ? next : null;
    }

    void end(byte[] b, int from, int to, long present) {
      if (known(b, from, to) == null) {
        branch(new Piece(Arrays.copyOfRange(b, from, to), false, 0, present, null));
      }
    }

    private @Nullable Piece known(byte[] b, int from, int to) {
      for (Piece piece : branches) {
        if (piece.length == to - from && piece.isAt(b, from, to)) {
          return piece;
        }
      }
      return null;
    }

    private boolean branch(Piece piece) {
      if (branches.length == MAX_BRANCHES || pieces == MAX_PIECES) {
        return false;
      }
      pieces++;
      int at = 0;
      while (at < branches.length && branches[at].length >= piece.length) {
        at++;
      }
      Piece[] more = new Piece[branches.length + 1];
      System.arraycopy(branches, 0, more, 0, at);
      more[at] = piece;
      System.arraycopy(branches, at, more, at + 1, branches.length - at);
      branches = more;
      return true;
    }
  }

  /// The text between two values, and what the second one is.
  private static final class Piece {
    final int length;
    final boolean text;
    final int slot;

    /// Slots that hold a value when the record ends here.
    final long present;

    final @Nullable Place next;
    private final long[] words;
    private final long tail;

    Piece(byte[] bytes, boolean text, int slot, long present, @Nullable Place next) {
      length = bytes.length;
      this.text = text;
      this.slot = slot;
      this.present = present;
      this.next = next;
      words = new long[length >>> 3];
      for (int i = 0; i < words.length; i++) {
        words[i] = Slices.word(bytes, i << 3);
      }
      tail = tail(bytes, 0, length);
    }

    boolean isAt(byte[] b, int at, int to) {
      if (at + length > to) {
        return false;
      }
      for (int i = 0; i < words.length; i++) {
        if (Slices.word(b, at + (i << 3)) != words[i]) {
          return false;
        }
      }
      return tail(b, at, length) == tail;
    }

    /// The last eight bytes, or all if there are fewer.
    private static long tail(byte[] b, int at, int length) {
      int end = at + length;
      return length >= 8 ? Slices.word(b, end - 8) : Slices.head(b, at, end);
    }
  }
}
