package dev.warder.engine.inventory;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Route templates of one method of one API, learned from paths.
///
///     /users/17/keys      root ── users ── {id} ── keys*        * ends an operation
///     /users/me                             └─ me*
///
/// A segment is a parameter if its token is typed (number, UUID, hex, date, e-mail), or if its
/// siblings behave like values: [#VALUES_BEFORE_MERGE] of them, most seen once (Pitman–Yor discount
/// of at least a half) although others came again, with the same things following. Where nothing came
/// again yet, a fresh look at a large API cannot be told from a list of names, and the decision waits
/// until there are [#MAX_WORDS]. Siblings called often stay words beside the parameter (`/users/me`).
///
/// Bounds   at most [#MAX_WORDS] words below one node, then a parameter takes the rest; paths deeper
///          than [#MAX_DEPTH] are cut there
/// Source   Teh 2006 for the discount; Drain-style trees for the shape
final class PathTemplates {
  static final int MAX_WORDS = 64;
  static final int MAX_DEPTH = 24;
  static final int VALUES_BEFORE_MERGE = 30;

  /// A sibling is kept as a word when it is called this many times as often as the mean.
  private static final int HOT = 8;

  /// Hears of templates as they come and change.
  interface Listener {
    /// A template was met for the first time.
    OperationState created(String template);

    /// The operation's template widened.
    void retemplated(OperationState operation, String template);

    /// The second operation turned out to be the first.
    void merged(OperationState kept, OperationState absorbed);
  }

  private final Listener listener;
  private final Node root = new Node();

  PathTemplates(Listener listener) {
    this.listener = listener;
  }

  /// The operation a path belongs to, or null if it is unknown and not to be learned.
  ///
  /// @param path starts with `/`, without query
  /// @param learn whether the path is known to exist, by the status of its reply
  @Nullable OperationState resolve(String path, boolean learn) {
    List<String> segments = split(path);
    Node node = root;
    for (int depth = 0; depth < segments.size(); depth++) {
      String segment = segments.get(depth);
      Node next = node.step(segment);
      if (next == null) {
        if (!learn) {
          return null;
        }
        next = node.grow(segment);
        if (node.shouldMerge()) {
          merge(node, segments.subList(0, depth));
          next = node.stepKnown(segment);
        }
      }
      if (learn) {
        next.visits++;
      }
      node = next;
    }
    if (node.operation == null && learn) {
      node.operation = listener.created(template(segments));
    }
    return node.operation;
  }

  private static List<String> split(String path) {
    List<String> segments = new ArrayList<>(8);
    int start = 1;
    while (start <= path.length() && segments.size() < MAX_DEPTH) {
      int slash = path.indexOf('/', start);
      int end = slash < 0 ? path.length() : slash;
      if (end > start) {
        segments.add(path.substring(start, end));
      }
      start = end + 1;
    }
    return segments;
  }

  /// The template a path has in the tree as it stands.
  private String template(List<String> segments) {
    StringBuilder template = new StringBuilder();
    TemplateNames names = new TemplateNames();
    Node node = root;
    for (String segment : segments) {
      Node next = node.stepKnown(segment);
      template
          .append('/')
          .append(next == node.parameter ? names.next(node.parameterKind) : segment);
      node = next;
    }
    return template.isEmpty() ? "/" : template.toString();
  }

  private void merge(Node node, List<String> prefix) {
    Node target = node.parameter;
    if (target == null) {
      target = new Node();
      node.parameter = target;
      node.parameterKind = SegmentKind.WORD;
    }
    node.takesWords = true;
    long hot = node.hotFrom();
    for (Map.Entry<String, Node> child : List.copyOf(node.words.entrySet())) {
      if (child.getValue().visits < hot) {
        node.words.remove(child.getKey());
        absorb(target, child.getValue());
      }
    }
    retemplate(node, new StringBuilder(templatePrefix(prefix)), names(prefix));
  }

  private String templatePrefix(List<String> prefix) {
    return prefix.isEmpty() ? "" : template(prefix);
  }

  private TemplateNames names(List<String> prefix) {
    TemplateNames names = new TemplateNames();
    Node node = root;
    for (String segment : prefix) {
      Node next = node.stepKnown(segment);
      if (next == node.parameter) {
        names.next(node.parameterKind);
      }
      node = next;
    }
    return names;
  }

  private void absorb(Node target, Node from) {
    target.visits += from.visits;
    if (from.operation != null) {
      if (target.operation == null) {
        target.operation = from.operation;
      } else {
        listener.merged(target.operation, from.operation);
      }
    }
    from.words.forEach((word, child) -> absorb(target.wordOrParameter(word), child));
    if (from.parameter != null) {
      if (target.parameter == null) {
        target.parameter = new Node();
        target.parameterKind = from.parameterKind;
      }
      target.takesWords |= from.takesWords;
      absorb(target.parameter, from.parameter);
    }
  }

  private void retemplate(Node node, StringBuilder prefix, TemplateNames names) {
    if (node.operation != null) {
      listener.retemplated(node.operation, prefix.isEmpty() ? "/" : prefix.toString());
    }
    int length = prefix.length();
    node.words.forEach((word, child) -> {
      retemplate(child, prefix.append('/').append(word), names.copy());
      prefix.setLength(length);
    });
    if (node.parameter != null) {
      TemplateNames below = names.copy();
      retemplate(node.parameter, prefix.append('/').append(below.next(node.parameterKind)), below);
      prefix.setLength(length);
    }
  }

  /// Gives parameters of one template different names: `{id}`, `{id2}`, `{name}`.
  private static final class TemplateNames {
    private final Map<String, Integer> used;

    TemplateNames() {
      this(new HashMap<>());
    }

    private TemplateNames(Map<String, Integer> used) {
      this.used = used;
    }

    String next(SegmentKind kind) {
      String name = kind.parameter();
      int n = used.merge(name, 1, Integer::sum);
      return "{" + name + (n == 1 ? "" : Integer.toString(n)) + "}";
    }

    TemplateNames copy() {
      return new TemplateNames(new HashMap<>(used));
    }
  }

  /// One place in the tree of paths.
  private static final class Node {
    private final Map<String, Node> words = new LinkedHashMap<>(4);
    private @Nullable Node parameter;
    private SegmentKind parameterKind = SegmentKind.WORD;
    private boolean takesWords;
    private @Nullable OperationState operation;
    private long visits;

    /// The child a segment leads to, or null if there is none yet.
    @Nullable Node step(String segment) {
      Node word = words.get(segment);
      if (word != null) {
        return word;
      }
      if (parameter == null) {
        return null;
      }
      return takesWords || SegmentKind.of(segment) != SegmentKind.WORD ? parameter : null;
    }

    Node stepKnown(String segment) {
      Node next = step(segment);
      if (next == null) {
        throw new IllegalStateException("a path that was walked is gone");
      }
      return next;
    }

    Node grow(String segment) {
      SegmentKind kind = SegmentKind.of(segment);
      if (kind == SegmentKind.WORD && words.size() < MAX_WORDS) {
        Node child = new Node();
        words.put(segment, child);
        return child;
      }
      takesWords |= kind == SegmentKind.WORD;
      if (parameter == null) {
        parameter = new Node();
        parameterKind = kind;
      }
      return parameter;
    }

    Node wordOrParameter(String word) {
      Node known = step(word);
      return known != null ? known : grow(word);
    }

    /// Whether the words below behave like values of one parameter.
    boolean shouldMerge() {
      int distinct = words.size();
      if (distinct < VALUES_BEFORE_MERGE || takesWords) {
        return false;
      }
      int once = 0;
      for (Node child : words.values()) {
        once += child.visits <= 1 ? 1 : 0;
      }
      double discount = (once + 1.0) / (distinct + 2.0);
      boolean decided = distinct >= MAX_WORDS || visitsBelow() * 2 >= distinct * 3L;
      return decided && discount >= 0.5 && childrenAgree();
    }

    /// Whether what follows the words is much the same after each of them.
    private boolean childrenAgree() {
      Set<String> union = new HashSet<>();
      int withChildren = 0;
      int tokens = 0;
      for (Node child : words.values()) {
        Collection<String> next = child.words.keySet();
        int size = next.size() + (child.parameter == null ? 0 : 1);
        if (size > 0) {
          withChildren++;
          tokens += size;
          union.addAll(next);
        }
      }
      int possible = union.size() + 1;
      return withChildren == 0
          || possible * 4 <= withChildren
          || tokens >= 0.8 * withChildren * union.size();
    }

    /// Visits from which on a word stays a word when its siblings merge.
    long hotFrom() {
      return Math.max(2L * HOT, HOT * visitsBelow() / Math.max(1, words.size()));
    }

    private long visitsBelow() {
      long sum = 0;
      for (Node child : words.values()) {
        sum += child.visits;
      }
      return sum;
    }
  }
}
