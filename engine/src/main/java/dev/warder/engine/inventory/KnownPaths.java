package dev.warder.engine.inventory;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Where the paths called most lead to, so that their trees need not be walked again. A path takes
/// the slot of the one that was there; what trees are changed is forgotten.
///
/// Bounds [#SLOTS] paths of at most [#LONGEST] characters
final class KnownPaths {
  private static final int SLOTS = 1 << 13;
  private static final int LONGEST = 256;

  private final int[] owners = new int[SLOTS];
  private final @Nullable String[] paths = new @Nullable String[SLOTS];
  private final @Nullable PathNode[] nodes = new @Nullable PathNode[SLOTS];

  /// Where a path of an API leads to, or null if that is not remembered.
  ///
  /// @param api number of the API
  @Nullable PathNode find(int api, String path) {
    int slot = slot(api, path);
    return owners[slot] == api + 1 && path.equals(paths[slot]) ? nodes[slot] : null;
  }

  void keep(int api, String path, PathNode node) {
    if (path.length() <= LONGEST) {
      int slot = slot(api, path);
      owners[slot] = api + 1;
      paths[slot] = path;
      nodes[slot] = node;
    }
  }

  /// Nodes came together: no slot can be relied on.
  void forget() {
    Arrays.fill(owners, 0);
    Arrays.fill(paths, null);
    Arrays.fill(nodes, null);
  }

  private static int slot(int api, String path) {
    int hash = path.hashCode() + api * 0x9E3779B9;
    return (hash ^ hash >>> 13) & (SLOTS - 1);
  }
}
