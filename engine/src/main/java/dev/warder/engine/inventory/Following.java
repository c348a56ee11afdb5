package dev.warder.engine.inventory;

import java.util.HashSet;
import java.util.Set;

/// What follows a node and tells things from resources: words one or, behind a parameter, two
/// segments on. Actions tell nothing: `create` and `get` follow either.
///
///     /users/17/keys   /users/17/logins/18/device        follow 17: keys, logins
///     /{org}/{repo}/issues                               follows {org}: {}/issues
final class Following {
  private Following() {}

  static Set<String> of(PathNode node) {
    Set<String> following = new HashSet<>();
    addWords(node, "", following);
    node.frames().forEach((frame, child) -> addWords(child, frame + "/", following));
    return following;
  }

  private static void addWords(PathNode node, String before, Set<String> following) {
    for (String word : node.words().keySet()) {
      if (!WordLook.of(word).fixed()) {
        following.add(before + word);
      }
    }
  }
}
