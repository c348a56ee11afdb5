package dev.warder.keys.registry;

import dev.warder.keys.state.KeyState;
import dev.warder.keys.table.Cell;
import dev.warder.keys.table.KeyTable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Which key came from which: put in its place if it was rotated, else minted by it.
///
///     K --mint--> A --rotate--> A'           origin of A' is A, although K is its parent, too:
///                 |             |            whoever rotates a key stays in its line
///                 mint          mint
///                 v             v
///                 B             C            all but K itself descend from K
///
/// Each key also remembers one key further up (a jump), so chosen that any place in a line of n keys
/// is reached in 2 log2 n steps: a thief who rotates or mints a thousand times makes an answer take
/// twenty steps. The ledger's thread alone writes; anybody reads.
///
/// Shape three numbers a key, from its serial on: origin + 1, jump + 1, depth; zeros for a key that
/// came from none
///
/// Bounds 12 bytes a key, once any key came from another
///
/// Source E. W. Myers, An applicative random-access stack, 1983
public final class Lineage {
  private static final int NUMBERS = 3;
  private static final int JUMP = 1;
  private static final int DEPTH = 2;
  private static final int NONE = -1;

  private final KeyTable<KeyState> keys;

  /// Serials of keys that were written down and are not in effect yet.
  private final Map<String, Integer> pending = new ConcurrentHashMap<>();

  private volatile int[] numbers = new int[0];

  Lineage(KeyTable<KeyState> keys) {
    this.keys = keys;
  }

  /// Whether a key came from another, at whatever remove; not from itself.
  public boolean descends(int serial, int ancestor) {
    int[] known = numbers;
    int depth = depth(known, ancestor);
    int at = serial;
    while (depth(known, at) > depth) {
      int jump = jump(known, at);
      at = depth(known, jump) >= depth ? jump : origin(known, at);
    }
    return at == ancestor && serial != ancestor;
  }

  /// The serial of a key that is written down, in effect or not yet; negative if there is none.
  int pendingSerial(String id) {
    Integer serial = pending.get(id);
    return serial == null ? NONE : serial;
  }

  /// Takes in keys that one change wrote down, before they are in effect.
  public void written(List<KeyState> changed) {
    Map<String, Integer> replaced = replaced(changed);
    for (KeyState key : changed) {
      // Only once: of a later change that names it, what it was put in the place of is not told.
      if (key.serial() >= keys.size() && pending.putIfAbsent(key.id(), key.serial()) == null) {
        trace(key, replaced);
      }
    }
  }

  /// Forgets what was written down and did not come into effect.
  public void undone() {
    pending.clear();
  }

  /// Works out all lines anew, from keys that are in effect.
  public void rebuild() {
    numbers = new int[0];
    int size = keys.size();
    Map<String, Integer> replaced = new HashMap<>();
    for (int i = 0; i < size; i++) {
      KeyState key = keys.at(i).value();
      if (!key.profile().successorId().isEmpty()) {
        replaced.put(key.profile().successorId(), i);
      }
    }
    for (int i = 0; i < size; i++) {
      trace(keys.at(i).value(), replaced);
    }
  }

  void published(String id) {
    if (!pending.isEmpty()) {
      pending.remove(id);
    }
  }

  private static Map<String, Integer> replaced(List<KeyState> changed) {
    Map<String, Integer> replaced = new HashMap<>();
    for (KeyState key : changed) {
      if (!key.profile().successorId().isEmpty()) {
        replaced.put(key.profile().successorId(), key.serial());
      }
    }
    return replaced;
  }

  private void trace(KeyState key, Map<String, Integer> replaced) {
    Integer predecessor = replaced.get(key.id());
    int origin = predecessor == null ? serial(key.facts().parentId()) : predecessor;
    // Nothing comes from what is younger; a line without circles ends.
    put(key.serial(), origin < key.serial() ? origin : NONE);
  }

  private int serial(String id) {
    if (id.isEmpty()) {
      return NONE;
    }
    Cell<KeyState> cell = Registry.cell(keys, id);
    return cell == null ? pendingSerial(id) : cell.serial();
  }

  private void put(int serial, int origin) {
    int[] known = numbers;
    int at = serial * NUMBERS;
    if (at >= known.length) {
      if (origin == NONE) {
        return;
      }
      known = Arrays.copyOf(known, Math.max(at + NUMBERS, Math.multiplyExact(known.length, 2)));
    }
    known[at] = origin + 1;
    known[at + JUMP] = origin == NONE ? 0 : jumpFrom(known, origin) + 1;
    known[at + DEPTH] = origin == NONE ? 0 : depth(known, origin) + 1;
    numbers = known;
  }

  /// Where a key that comes from another jumps to: twice as far as that one where its two last
  /// jumps were equally long, else to that one.
  private static int jumpFrom(int[] known, int origin) {
    int jump = jump(known, origin);
    int next = jump(known, jump);
    boolean alike =
        depth(known, origin) - depth(known, jump) == depth(known, jump) - depth(known, next);
    return alike ? next : origin;
  }

  private static int origin(int[] known, int serial) {
    return number(known, serial, 0) - 1;
  }

  private static int jump(int[] known, int serial) {
    int jump = number(known, serial, JUMP);
    return jump == 0 ? serial : jump - 1;
  }

  private static int depth(int[] known, int serial) {
    return number(known, serial, DEPTH);
  }

  private static int number(int[] known, int serial, int which) {
    int at = serial * NUMBERS + which;
    return at < known.length ? known[at] : 0;
  }
}
