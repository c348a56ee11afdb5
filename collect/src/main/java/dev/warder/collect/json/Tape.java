package dev.warder.collect.json;

import dev.warder.collect.text.Slices;
import java.util.Arrays;

/// One parsed JSON value as a flat list of nodes in document order. Reused from value to value and
/// confined to one thread.
///
/// Shape {"a":{"b":1}} -> 0: OBJECT next 3 | 1: "a" OBJECT next 3 | 2: "b" NUMBER "1" next 3
///
/// A container's first child is the node after it; a node's next sibling is at [#next], which is
/// the container's own end for the last one. Names and scalar values are slices of [#bytes],
/// already decoded to plain UTF-8. Node 0 is the whole value.
///
/// Bounds at most [#MAX_NODES] nodes
public final class Tape {
  /// What a node is.
  public enum Kind {
    OBJECT,
    ARRAY,
    STRING,
    NUMBER,
    TRUE,
    FALSE,
    NULL
  }

  static final int MAX_NODES = 1 << 16;

  private static final int FIRST_SIZE = 256;

  byte[] bytes = new byte[0];
  int count;
  boolean asWritten;
  private Kind[] kind = new Kind[FIRST_SIZE];
  private int[] nameStart = new int[FIRST_SIZE];
  private int[] nameEnd = new int[FIRST_SIZE];
  private int[] start = new int[FIRST_SIZE];
  private int[] end = new int[FIRST_SIZE];
  private int[] next = new int[FIRST_SIZE];

  void reset(byte[] source) {
    bytes = source;
    count = 0;
    asWritten = false;
  }

  /// Adds a node and returns its index, or -1 if the tape is full.
  int add(Kind nodeKind, int nameFrom, int nameTo, int from, int to) {
    int node = count;
    if (node == kind.length && !grow()) {
      return -1;
    }
    count = node + 1;
    kind[node] = nodeKind;
    nameStart[node] = nameFrom;
    nameEnd[node] = nameTo;
    start[node] = from;
    end[node] = to;
    next[node] = count;
    return node;
  }

  /// Marks the container as complete: what follows is its sibling.
  void close(int container) {
    next[container] = count;
  }

  /// Marks the whole value as complete.
  void closeRoot(int valueEnd) {
    next[0] = count;
    end[0] = valueEnd;
  }

  private boolean grow() {
    int size = kind.length * 2;
    if (size > MAX_NODES) {
      return false;
    }
    kind = Arrays.copyOf(kind, size);
    nameStart = Arrays.copyOf(nameStart, size);
    nameEnd = Arrays.copyOf(nameEnd, size);
    start = Arrays.copyOf(start, size);
    end = Arrays.copyOf(end, size);
    next = Arrays.copyOf(next, size);
    return true;
  }

  /// What holds all names and scalar values.
  public byte[] bytes() {
    return bytes;
  }

  /// Whether the value stands in the file as plainly as here: then names and values are slices of
  /// the file's own bytes, and the root goes from its [#start] to its [#end].
  boolean isAsWritten() {
    return asWritten;
  }

  public Kind kind(int node) {
    return kind[node];
  }

  public boolean isObject(int node) {
    return kind[node] == Kind.OBJECT;
  }

  public boolean isArray(int node) {
    return kind[node] == Kind.ARRAY;
  }

  public boolean isContainer(int node) {
    return kind[node] == Kind.OBJECT || kind[node] == Kind.ARRAY;
  }

  public boolean isNull(int node) {
    return kind[node] == Kind.NULL;
  }

  /// Node after this one and all it contains: its next sibling, or where its parent ends.
  public int next(int node) {
    return next[node];
  }

  public int start(int node) {
    return start[node];
  }

  public int end(int node) {
    return end[node];
  }

  /// Which known name the node has, or [FieldNames#UNKNOWN].
  public int field(int node, FieldNames names) {
    return names.id(bytes, nameStart[node], nameEnd[node]);
  }

  /// Which known name the text of a scalar is, or [FieldNames#UNKNOWN]; for lists of names and
  /// values.
  public int namedBy(int node, FieldNames names) {
    return kind[node] == Kind.STRING ? names.id(bytes, start[node], end[node]) : FieldNames.UNKNOWN;
  }

  /// The first field of an object that has the given known name; 0 if there is none or the node is
  /// no object.
  public int find(int object, FieldNames names, int id) {
    if (kind[object] == Kind.OBJECT) {
      for (int n = object + 1; n < next[object]; n = next[n]) {
        if (field(n, names) == id) {
          return n;
        }
      }
    }
    return 0;
  }

  /// Puts the node of each known field of an object into `nodes` by its number, 0 where there is
  /// none; true if a known field occurs twice.
  public boolean index(int object, FieldNames names, int[] nodes) {
    Arrays.fill(nodes, 0);
    boolean duplicate = false;
    for (int n = object + 1; n < next[object]; n = next[n]) {
      int id = field(n, names);
      if (id >= 0) {
        duplicate |= nodes[id] > 0;
        nodes[id] = n;
      }
    }
    return duplicate;
  }

  public String name(int node) {
    return Slices.text(bytes, nameStart[node], nameEnd[node], 256);
  }

  /// A scalar as text, cut to `maxChars`; empty for null and containers.
  public String text(int node, int maxChars) {
    return isNull(node) || isContainer(node)
        ? ""
        : Slices.text(bytes, start[node], end[node], maxChars);
  }

  /// A whole number of at most 18 digits, written as number or string; `otherwise` for all else,
  /// digits after a point cut off.
  public long number(int node, long otherwise) {
    if (kind[node] != Kind.NUMBER && kind[node] != Kind.STRING) {
      return otherwise;
    }
    return Slices.number(bytes, start[node], end[node], otherwise);
  }
}
