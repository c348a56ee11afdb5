package dev.warder.engine.inventory;

import dev.warder.engine.state.StateException;
import dev.warder.engine.state.StateReader;
import dev.warder.engine.state.StateWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Route templates of one API, learned from paths; one tree for all methods, an operation for each.
///
///     /users/17/keys      root ── users ── {} ── keys*          * ends an operation
///     /users/me                         └─ me*
///     /users/17.json                    └─ {}.json*
///
/// A segment is a parameter if its value is typed ([SegmentKind]), or if [Siblings] tell it to be
/// one. They are asked when there are eight, sixteen and so on of them, and by [#settle] about all that is left.
///
/// Guarantees templates only widen: what was one operation stays one. Operations of different
/// methods are never one. The same paths in the same order give the same templates.
///
/// Bounds   see [PathNode]; paths deeper than [#MAX_DEPTH] are cut there
///
/// Source   Drain-style trees for the shape
final class PathTemplates {
  static final int MAX_DEPTH = 24;

  /// What more it takes before all of the traffic is known, in nats.
  private static final double EARLY = 1;

  /// Hears of templates as they come and change.
  interface Listener {
    /// A template was met for the first time with this method.
    OperationState created(int method, String template);

    /// The operation's template widened.
    void retemplated(OperationState operation, String template);

    /// The second operation turned out to be the first.
    void merged(OperationState kept, OperationState absorbed);
  }

  private final Listener listener;
  private final PathNode root = PathNode.word();
  private final KnownSegments known = new KnownSegments();

  /// Those of the path at hand.
  private final List<String> segments = new ArrayList<>(MAX_DEPTH);

  private int version;
  private int topWords;
  private int strangers;

  PathTemplates(Listener listener) {
    this.listener = listener;
  }

  /// Changes whenever nodes come together, so that what was resolved before may lead elsewhere now.
  int version() {
    return version;
  }

  /// The node a path leads to, or null if it is unknown and not to be learned.
  ///
  /// @param path starts with `/`, without query
  /// @param method number of the method, from 0
  /// @param learn whether the path is known to exist, by the status of its reply
  @Nullable PathNode resolve(String path, int method, boolean learn) {
    split(path);
    PathNode node = root;
    for (int depth = 0; depth < segments.size(); depth++) {
      String segment = segments.get(depth);
      PathNode next = node.step(segment);
      if (next == null) {
        if (!learn) {
          return null;
        }
        next = grow(node, segments, depth);
      }
      node = next;
    }
    if (node.operation(method) == null) {
      if (!learn) {
        return null;
      }
      node.setOperation(method, listener.created(method, template(segments)));
    }
    return node;
  }

  private PathNode grow(PathNode node, List<String> segments, int depth) {
    String segment = segments.get(depth);
    boolean prefix = depth == 0 || Prefixes.isBeforeVersion(segments.get(depth - 1));
    PathNode next = node.grow(segment, prefix);
    boolean top = depth == 0 || (depth == 1 && Prefixes.isPrefix(segments.getFirst()));
    if (top && !next.isParameter()) {
      topWords++;
      strangers += WordLook.of(segment).isKnown() ? 0 : 1;
    }
    boolean merges = next.isParameter() ? absorbVersions(node, next) : isAskedNow(node);
    if (merges) {
      String before = depth == 0 ? "" : segments.get(depth - 1);
      boolean merged = next.isParameter() || ask(node, before, Siblings.ENOUGH + EARLY);
      if (merged) {
        retemplate(node, segments.subList(0, depth));
      }
      return stepKnown(node, segment);
    }
    return next;
  }

  private static boolean isAskedNow(PathNode node) {
    int words = node.words().size();
    return words >= 8 && Integer.bitCount(words) == 1;
  }

  /// Numbers that could be versions were taken for words until there were too many of them.
  private boolean absorbVersions(PathNode node, PathNode parameter) {
    boolean absorbed = false;
    for (Map.Entry<String, PathNode> word : List.copyOf(node.words().entrySet())) {
      SegmentShape shape = SegmentShape.of(word.getKey());
      if (shape.kind() != SegmentKind.WORD && parameter == node.frames().get(shape.frame())) {
        node.removeWord(word.getKey());
        absorb(parameter, word.getValue());
        absorbed = true;
      }
    }
    return absorbed;
  }

  /// Asks siblings everywhere, now that all of the traffic is known. May be called again.
  void settle() {
    settle(root, "");
    retemplate(root, List.of());
  }

  private void settle(PathNode node, String before) {
    ask(node, before, Siblings.ENOUGH);
    askKnown(node);
    node.words().forEach((word, child) -> settle(child, word));
    node.frames().forEach((frame, child) -> settle(child, frame));
  }

  /// Share of words at the top of the API that are not known ones; a guess before there are any.
  private double strangeness() {
    return (strangers + 0.5) / (topWords + 4);
  }

  /// Makes values of the words that are values; says whether there were any.
  private boolean ask(PathNode node, String before, double enough) {
    boolean merged = false;
    for (Map.Entry<String, Siblings> group : Siblings.of(node, before, strangeness()).entrySet()) {
      Siblings siblings = group.getValue();
      if (siblings.size() > 0 && siblings.nats() >= enough) {
        PathNode parameter = node.parameterOf(group.getKey(), SegmentKind.WORD);
        parameter.takesWords = true;
        parameter.joined += siblings.joined();
        for (Map.Entry<String, PathNode> value : siblings.candidates()) {
          node.removeWord(value.getKey());
          absorb(parameter, value.getValue());
        }
        merged = true;
      }
    }
    return merged;
  }

  /// Makes values of words of the API that nothing sets apart from the values beside them.
  private void askKnown(PathNode node) {
    for (Map.Entry<String, PathNode> frame : node.frames().entrySet()) {
      PathNode parameter = frame.getValue();
      if (parameter.takesWords) {
        for (Map.Entry<String, PathNode> value : Lookalikes.of(node, frame.getKey(), parameter)) {
          node.removeWord(value.getKey());
          absorb(parameter, value.getValue());
        }
      }
    }
  }

  private void absorb(PathNode target, PathNode from) {
    version++;
    target.calls += from.calls;
    target.absorbed += Math.max(1, from.absorbed);
    target.joined += from.joined;
    target.kinds |= from.kinds;
    target.takeOver(from);
    for (int method = 0; method < from.operations().length; method++) {
      OperationState operation = from.operation(method);
      OperationState kept = target.operation(method);
      if (operation != null && kept == null) {
        target.setOperation(method, operation);
      } else if (operation != null && kept != null) {
        listener.merged(kept, operation);
      }
    }
    from.words().forEach((word, child) -> absorb(wordOrParameter(target, word), child));
    from.frames()
        .forEach((frame, child) -> {
          PathNode parameter = target.parameterOf(frame, child.kind);
          parameter.takesWords |= child.takesWords;
          absorb(parameter, child);
        });
  }

  private static PathNode wordOrParameter(PathNode node, String word) {
    PathNode known = node.step(word);
    return known != null ? known : node.grow(word, false);
  }

  private static PathNode stepKnown(PathNode node, String segment) {
    PathNode next = node.step(segment);
    if (next == null) {
      throw new IllegalStateException("a path that was walked is gone");
    }
    return next;
  }

  private void split(String path) {
    segments.clear();
    int start = 1;
    while (start <= path.length() && segments.size() < MAX_DEPTH) {
      int slash = path.indexOf('/', start);
      int end = slash < 0 ? path.length() : slash;
      if (end > start) {
        segments.add(known.segment(path, start, end));
      }
      start = end + 1;
    }
  }

  /// The template a path has in the tree as it stands.
  private String template(List<String> segments) {
    StringBuilder template = new StringBuilder();
    walk(segments, template);
    return template.isEmpty() ? "/" : template.toString();
  }

  /// Writes the template of a path, and tells which names it has used.
  private ParameterNames walk(List<String> segments, StringBuilder template) {
    ParameterNames names = new ParameterNames();
    PathNode node = root;
    for (String segment : segments) {
      node = stepKnown(node, segment);
      template.append('/').append(text(node, segment, names));
    }
    return names;
  }

  private static String text(PathNode node, String word, ParameterNames names) {
    if (node.frame != null) {
      return names.next(node.frame, node.kind);
    }
    names.pass(word);
    return word;
  }

  private void retemplate(PathNode node, List<String> path) {
    StringBuilder prefix = new StringBuilder();
    ParameterNames names = walk(path, prefix);
    retemplate(node, prefix, names);
  }

  private void retemplate(PathNode node, StringBuilder prefix, ParameterNames names) {
    for (@Nullable OperationState operation : node.operations()) {
      if (operation != null) {
        listener.retemplated(operation, prefix.isEmpty() ? "/" : prefix.toString());
      }
    }
    node.words().forEach((word, child) -> retemplateBelow(word, child, prefix, names));
    node.frames().forEach((frame, child) -> retemplateBelow(frame, child, prefix, names));
  }

  private void retemplateBelow(
      String segment, PathNode node, StringBuilder prefix, ParameterNames names) {
    int length = prefix.length();
    ParameterNames below = names.copy();
    prefix.append('/').append(text(node, segment, below));
    retemplate(node, prefix, below);
    prefix.setLength(length);
  }

  void save(StateWriter out) {
    out.number(topWords);
    out.number(strangers);
    root.save(out);
  }

  void restore(StateReader in, OperationTable table) throws StateException {
    topWords = in.small();
    strangers = in.small();
    root.restore(in, table, MAX_DEPTH);
  }
}
