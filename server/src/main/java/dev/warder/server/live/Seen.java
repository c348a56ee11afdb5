package dev.warder.server.live;

import java.util.Arrays;
import java.util.stream.LongStream;

/// Which calls of a journal an engine has judged: all up to a number, but for those that were held
/// back then to put them in order of time. Immutable.
///
/// Bounds [Arrivals#MAX] numbers are held
final class Seen {
  /// Nothing of it.
  static final Seen NOTHING = new Seen(0, LongStream.empty());

  private final long position;
  private final long[] held;

  /// @param position number of the last entry that was read
  /// @param holding numbers of the entries up to it that were not judged yet, rising
  Seen(long position, LongStream holding) {
    this.position = position;
    this.held = holding.toArray();
    if (held.length > Arrivals.MAX) {
      throw new IllegalArgumentException(held.length + " entries are held");
    }
    long before = 0;
    for (long number : held) {
      if (number <= before || number > position) {
        throw new IllegalArgumentException("entry " + number + " is held after " + before);
      }
      before = number;
    }
  }

  /// The number of the last entry that was read.
  long position() {
    return position;
  }

  /// How many entries are held.
  int heldCount() {
    return held.length;
  }

  /// Numbers of the entries that are held, rising.
  LongStream held() {
    return Arrays.stream(held);
  }

  /// Up to which entry all was judged: whoever goes on behind it misses nothing.
  long settled() {
    return held.length == 0 ? position : held[0] - 1;
  }

  /// Whether an entry was judged.
  boolean has(long number) {
    return number <= position && Arrays.binarySearch(held, number) < 0;
  }

  /// The same journal read once more from where all was judged.
  ///
  /// @param upTo number of the last entry that was read now
  /// @param holding numbers of what is held of it, rising
  Seen readOn(long upTo, LongStream holding) {
    return upTo >= position
        ? new Seen(upTo, holding)
        : new Seen(position, LongStream.concat(holding, held().filter(number -> number > upTo)));
  }
}
