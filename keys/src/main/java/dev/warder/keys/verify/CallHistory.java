package dev.warder.keys.verify;

import dev.warder.keys.KeysException;
import dev.warder.keys.Reach;
import dev.warder.policy.select.Selector.OfCalls;
import java.util.BitSet;
import java.util.List;

/// What calls were made with which keys, as far as anybody remembers.
@FunctionalInterface
public interface CallHistory {
  /// Looks which keys made calls that are asked for, up to the moment of asking.
  ///
  /// @param asked whose moments are fixed; at least one
  /// @throws KeysException if it takes too long, somebody else is looking, or calls cannot be read
  Answer look(List<OfCalls> asked) throws KeysException;

  /// Which keys made which calls.
  ///
  /// @param asked what was asked
  /// @param serials of keys that made such a call, for each thing asked; not to be changed
  /// @param reach how far back it was looked
  record Answer(List<OfCalls> asked, List<BitSet> serials, Reach reach) {
    public Answer {
      asked = List.copyOf(asked);
      serials = List.copyOf(serials);
      if (asked.size() != serials.size()) {
        throw new IllegalArgumentException("each thing asked has one answer");
      }
    }

    /// Whether a key made a call that was asked for.
    public boolean called(int serial, OfCalls question) {
      int at = asked.indexOf(question);
      if (at < 0) {
        throw new IllegalArgumentException("nobody looked for " + question);
      }
      return serials.get(at).get(serial);
    }
  }
}
