package dev.warder.engine.inventory;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Words of the API beside a parameter that takes words, and in nothing different from its values:
/// an account called `weekly` among many with names of their own.
final class Lookalikes {
  /// Values there must be for each single word that only looks like one.
  private static final int VALUES_PER_WORD = 3;

  /// Of joined words (`blue-lamp`) there may be this many for each joined value.
  private static final int JOINED_PER_VALUE = 3;

  /// So many things that follow both are proof.
  private static final int PROOF = 3;

  private static final int MOST_HUMPS = 4;

  private Lookalikes() {}

  /// The words below a node that are values of a parameter there. Fixed words never are.
  static List<Map.Entry<String, PathNode>> of(PathNode node, String frame, PathNode parameter) {
    Set<String> following = Following.of(parameter);
    List<Map.Entry<String, PathNode>> proven = new ArrayList<>();
    List<Map.Entry<String, PathNode>> single = new ArrayList<>();
    List<Map.Entry<String, PathNode>> joined = new ArrayList<>();
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
        (look.humps() > 1 ? joined : single).add(child);
      }
    }
    if (single.size() * VALUES_PER_WORD <= parameter.absorbed) {
      proven.addAll(single);
    }
    if (joined.size() <= parameter.joined * JOINED_PER_VALUE) {
      proven.addAll(joined);
    }
    return proven;
  }

  /// No identifier and no plural: those are rarely values.
  private static boolean isPlain(String segment, WordLook look) {
    boolean identifier = look.camel() || (segment.indexOf('_') > 0 && look.knownShare() == 1);
    return !identifier && !look.isPlural() && look.humps() <= MOST_HUMPS;
  }

  private static boolean hasUse(PathNode word, PathNode parameter) {
    return (Methods.of(word) & ~Methods.of(parameter)) == 0
        && parameter.frames().keySet().containsAll(word.frames().keySet());
  }
}
