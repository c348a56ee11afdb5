package dev.warder.keys.table;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// All keys by id and in the order in which they came in. Read by any number of threads without
/// locks while one writes. Nothing is ever taken out: what ended stays as a tombstone.
///
///     by id      [ . c1 . . c0 c2 . . ]   open addressing, at most half full
///     by serial  [ c0 c1 c2 ]
///
/// Bounds 28 to 44 bytes a key without what is known of it; a look-up reads two to three cache lines.
/// Ids that callers make up are spread by a number drawn at the start, so that nobody can pile them
///
/// Guarantees who looks after an insertion has returned finds it, also while the table grows
///
/// @param <T> what is known of a key
public final class KeyTable<T> {
  private static final VarHandle CELLS = MethodHandles.arrayElementVarHandle(Cell[].class);
  private static final int LEAST = 1 << 10;

  private final long spread;
  private volatile Cell<T>[] byId = cells(LEAST);
  private volatile Cell<T>[] bySerial = cells(LEAST / 2);
  private volatile int size;

  /// @param spread any number that callers cannot know
  public KeyTable(long spread) {
    this.spread = spread;
  }

  /// The place of an id, null if there is none.
  public @Nullable Cell<T> find(long high, long low) {
    Cell<T>[] cells = byId;
    int mask = cells.length - 1;
    int at = place(high, low) & mask;
    while (true) {
      Cell<T> cell = get(cells, at);
      if (cell == null || cell.is(high, low)) {
        return cell;
      }
      at = at + 1 & mask;
    }
  }

  /// The place that came in at a turn.
  ///
  /// @param serial from 0, below [#size]
  public Cell<T> at(int serial) {
    Cell<T> cell = get(bySerial, serial);
    if (cell == null) {
      throw new IndexOutOfBoundsException(serial);
    }
    return cell;
  }

  public int size() {
    return size;
  }

  /// Takes an id in. Only the one writer may.
  ///
  /// @throws IllegalArgumentException if it is there
  public Cell<T> insert(long high, long low, T value) {
    if (find(high, low) != null) {
      throw new IllegalArgumentException("the id is taken");
    }
    int serial = size;
    Cell<T> cell = new Cell<>(high, low, serial, value);
    if (serial == bySerial.length) {
      bySerial = Arrays.copyOf(bySerial, serial * 2);
    }
    CELLS.setRelease(bySerial, serial, cell);
    if ((serial + 1) * 2L > byId.length) {
      byId = grown(byId);
    }
    add(byId, cell);
    size = serial + 1;
    return cell;
  }

  private Cell<T>[] grown(Cell<T>[] from) {
    Cell<T>[] larger = cells(from.length * 2);
    for (Cell<T> cell : from) {
      if (cell != null) {
        add(larger, cell);
      }
    }
    return larger;
  }

  private void add(Cell<T>[] cells, Cell<T> cell) {
    int mask = cells.length - 1;
    int at = place(cell.high(), cell.low()) & mask;
    while (get(cells, at) != null) {
      at = at + 1 & mask;
    }
    CELLS.setRelease(cells, at, cell);
  }

  private int place(long high, long low) {
    long mixed = (high ^ spread) * 0x9E3779B97F4A7C15L;
    mixed = (mixed ^ mixed >>> 32 ^ low) * 0xD6E8FEB86659FD93L;
    return (int) (mixed >>> 32);
  }

  @SuppressWarnings("unchecked")
  private static <T> @Nullable Cell<T> get(Cell<T>[] cells, int at) {
    return (Cell<T>) CELLS.getAcquire(cells, at);
  }

  @SuppressWarnings({"unchecked", "rawtypes"})
  private static <T> Cell<T>[] cells(int length) {
    return (Cell<T>[]) new Cell[length];
  }
}
