package dev.warder.engine.inventory;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Words of the API beside a parameter that takes words, and in nothing different from its values:
/// an account called `weekly` among many with names of their own.
final class Lookalikes {
  /// Values there must be for each word that only looks like one.
  private static final int VALUES_PER_WORD = 4;

  /// So many things that follow both are proof.
  private static final int PROOF = 3;

  private static final int MOST_HUMPS = 4;

  private Lookalikes() {}

  /// The words below a node that are values of a parameter there. Fixed words never are.
  static List<Map.Entry<String, PathNode>> of(PathNode node, String frame, PathNode parameter) {
    Set<String> following = Following.of(parameter);
    List<Map.Entry<String, PathNode>> proven = new ArrayList<>();
    List<Map.Entry<String, PathNode>> alike = new ArrayList<>();
    for (Map.Entry<String, PathNode> child : node.words().entrySet()) {
      SegmentShape shape = SegmentShape.of(child.getKey());
      WordLook look = WordLook.of(shape.value());
      if (!shape.frame().equals(frame) || shape.kind() != SegmentKind.WORD || look.fixed()) {
        continue;
      }
      Set<String> shared = Following.of(child.getValue());
      int all = shared.size();
      shared.retainAll(following);
      if (shared.size() >= PROOF && shared.size() * 10 >= all * 7) {
        proven.add(child);
      } else if (shared.size() == all
          && isPlain(child.getKey(), look)
          && hasUse(child.getValue(), parameter)) {
        alike.add(child);
      }
    }
    if (alike.size() * VALUES_PER_WORD <= parameter.absorbed) {
      proven.addAll(alike);
    }
    return proven;
  }

  private static boolean isPlain(String segment, WordLook look) {
    return !look.camel() && segment.indexOf('_') < 0 && look.humps() <= MOST_HUMPS;
  }

  private static boolean hasUse(PathNode word, PathNode parameter) {
    return (Methods.of(word) & ~Methods.of(parameter)) == 0
        && parameter.frames().keySet().containsAll(word.frames().keySet());
  }
}
