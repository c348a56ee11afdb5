package dev.warder.engine.inventory;

import org.jspecify.annotations.Nullable;

/// The methods a path answers to, as bits.
final class Methods {
  static final int GET = 1;
  static final int POST = 2;

  /// PUT and PATCH.
  static final int CHANGES = 4;

  static final int DELETE = 8;
  static final int OTHER = 16;

  private Methods() {}

  static int of(PathNode node) {
    int methods = 0;
    for (@Nullable OperationState operation : node.operations()) {
      methods |= operation == null ? 0 : bit(operation.view().operation().method());
    }
    return methods;
  }

  /// Whether they are what one does to a thing of a collection: delete it, or read and change it.
  static boolean areOfThing(int methods) {
    return (methods & DELETE) != 0 || (methods & (GET | CHANGES)) == (GET | CHANGES);
  }

  private static int bit(String method) {
    return switch (method) {
      case "GET", "HEAD" -> GET;
      case "POST" -> POST;
      case "PUT", "PATCH" -> CHANGES;
      case "DELETE" -> DELETE;
      default -> OTHER;
    };
  }
}
