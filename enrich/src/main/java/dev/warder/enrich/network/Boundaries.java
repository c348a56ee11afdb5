package dev.warder.enrich.network;

import dev.warder.model.network.IpAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.IntBinaryOperator;

/// A range table without overlaps, written as the addresses at which the value changes.
///
///     1.0.0.0 -> 7,  1.0.1.0 -> 0,  1.0.4.0 -> 9     means
///     1.0.0.0-1.0.0.255 is 7, 1.0.1.0-1.0.3.255 is nothing, 1.0.4.0 and all after it is 9
///
/// Neighbours never hold the same value, so equal tables have equal boundaries.
record Boundaries(List<IpAddress> starts, List<Integer> values) {

  static final int NOTHING = 0;

  /// Lays ranges over one another: where several hold an address the narrowest decides, and of
  /// equally narrow ones the one that was read last. The order of the rows does not matter else.
  static Boundaries flatten(List<AddressRange> ranges) {
    return new Sweep(ranges).run();
  }

  /// The boundaries of both tables, with `combine` deciding the value on each stretch.
  static Boundaries merge(Boundaries left, Boundaries right, IntBinaryOperator combine) {
    Boundaries merged = empty();
    int i = 0;
    int j = 0;
    int leftValue = NOTHING;
    int rightValue = NOTHING;
    while (i < left.starts.size() || j < right.starts.size()) {
      IpAddress at = earlier(left, i, right, j);
      if (i < left.starts.size() && left.starts.get(i).equals(at)) {
        leftValue = left.values.get(i++);
      }
      if (j < right.starts.size() && right.starts.get(j).equals(at)) {
        rightValue = right.values.get(j++);
      }
      merged.append(at, combine.applyAsInt(leftValue, rightValue));
    }
    return merged;
  }

  int size() {
    return starts.size();
  }

  private static IpAddress earlier(Boundaries left, int i, Boundaries right, int j) {
    if (i == left.starts.size()) {
      return right.starts.get(j);
    }
    if (j == right.starts.size()) {
      return left.starts.get(i);
    }
    IpAddress a = left.starts.get(i);
    IpAddress b = right.starts.get(j);
    return a.compareTo(b) <= 0 ? a : b;
  }

  private static Boundaries empty() {
    return new Boundaries(new ArrayList<>(), new ArrayList<>());
  }

  private void append(IpAddress start, int value) {
    int before = values.isEmpty() ? NOTHING : values.get(values.size() - 1);
    if (value != before) {
      starts.add(start);
      values.add(value);
    }
  }

  /// Walks the address space upwards with the ranges that hold the current address in a queue.
  private static final class Sweep {

    private final List<AddressRange> waiting;
    private final PriorityQueue<AddressRange> open =
        new PriorityQueue<>(AddressRange::byPrecedence);
    private final Boundaries flat = empty();
    private int next;

    Sweep(List<AddressRange> ranges) {
      waiting = new ArrayList<>(ranges);
      waiting.sort(Comparator.comparing(AddressRange::first));
    }

    Boundaries run() {
      while (next < waiting.size()) {
        IpAddress at = waiting.get(next).first();
        boolean more = true;
        while (more) {
          more = step(at);
          at = more ? following() : at;
        }
      }
      return flat;
    }

    /// Appends the value at `at`; false once no range holds it, or no address comes after it.
    private boolean step(IpAddress at) {
      while (next < waiting.size() && waiting.get(next).first().equals(at)) {
        open.add(waiting.get(next++));
      }
      while (!open.isEmpty() && open.element().last().compareTo(at) < 0) {
        open.remove();
      }
      flat.append(at, open.isEmpty() ? NOTHING : open.element().value());
      return !open.isEmpty() && !open.element().last().isLast();
    }

    private IpAddress following() {
      IpAddress end = open.element().last().next();
      if (next == waiting.size()) {
        return end;
      }
      IpAddress start = waiting.get(next).first();
      return start.compareTo(end) < 0 ? start : end;
    }
  }
}
