package dev.warder.engine.inventory;

/// Where segments stand: what is before them, and how much it speaks for values there.
enum Place {
  ROOT(-5),
  PREFIX(-4),
  COLLECTION(0.5),
  SINGULAR(-1.5),
  PARAMETER(-3);

  /// For values, in nats.
  final double nats;

  Place(double nats) {
    this.nats = nats;
  }

  /// The place below a node.
  ///
  /// @param segment what leads to the node, empty for the root
  static Place below(String segment, PathNode node) {
    if (segment.isEmpty()) {
      return ROOT;
    }
    if (node.isParameter()) {
      return PARAMETER;
    }
    if (Prefixes.isPrefix(segment) || SegmentKind.of(segment) != SegmentKind.WORD) {
      return PREFIX;
    }
    WordLook look = WordLook.of(segment);
    return look.isPlural() && !Prefixes.isNamespace(look.last()) ? COLLECTION : SINGULAR;
  }
}
