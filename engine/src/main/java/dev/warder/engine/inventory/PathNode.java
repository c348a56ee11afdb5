package dev.warder.engine.inventory;

import static java.util.Objects.requireNonNull;

import dev.warder.engine.state.StateException;
import dev.warder.engine.state.StateReader;
import dev.warder.engine.state.StateWriter;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One place in the tree of paths of an API. State of [PathTemplates], confined to its thread.
///
/// Bounds at most [#MAX_WORDS] words below that are not of the API's own vocabulary, together with
/// those that are at most [#MAX_KNOWN_WORDS], and [#MAX_FRAMES] frames; maps made when needed
final class PathNode {
  static final int MAX_WORDS = 64;
  static final int MAX_KNOWN_WORDS = 256;
  static final int MAX_FRAMES = 32;

  private static final int MAX_VERSIONS = 3;

  /// As many as an API has at most, and one for all others.
  private static final int MAX_METHODS = 17;

  /// What the node stands for in a template; a parameter has a frame, a word has none.
  final @Nullable String frame;

  final SegmentKind kind;

  /// Children by the segment that leads to them, in the order they came.
  private @Nullable Map<String, PathNode> words;

  /// Parameters by what is fixed around the value.
  private @Nullable Map<String, PathNode> frames;

  private @Nullable OperationState[] operations = new @Nullable OperationState[0];

  /// Words below that do not look like words of the API.
  private int strangers;

  /// Whether there were once more words than may be.
  private boolean isFull;

  /// Words of the API that turned out to be values of a parameter here.
  private Set<String> taken = Set.of();

  /// Learned calls that ended here.
  long calls;

  /// Whether words that are not of the API belong to this parameter.
  boolean takesWords;

  /// Words that became part of this parameter.
  int absorbed;

  /// How many of them were several words joined by dashes or underscores.
  int joined;

  /// Kinds of values that led here, as bits.
  int kinds;

  private PathNode(@Nullable String frame, SegmentKind kind) {
    this.frame = frame;
    this.kind = kind;
  }

  static PathNode word() {
    return new PathNode(null, SegmentKind.WORD);
  }

  static PathNode parameter(String frame, SegmentKind kind) {
    return new PathNode(frame, kind);
  }

  boolean isParameter() {
    return frame != null;
  }

  Map<String, PathNode> words() {
    return words == null ? Map.of() : words;
  }

  Map<String, PathNode> frames() {
    return frames == null ? Map.of() : frames;
  }

  @Nullable OperationState operation(int method) {
    return method < operations.length ? operations[method] : null;
  }

  @Nullable OperationState[] operations() {
    return operations;
  }

  void setOperation(int method, OperationState operation) {
    if (method >= operations.length) {
      operations = Arrays.copyOf(operations, method + 1);
    }
    operations[method] = operation;
  }

  /// The child a segment leads to, or null if there is none yet.
  @Nullable PathNode step(String segment) {
    PathNode word = words == null ? null : words.get(segment);
    if (word != null || frames == null) {
      return word;
    }
    SegmentShape shape = SegmentShape.of(segment);
    PathNode parameter = frames.get(bounded(shape.frame()));
    if (parameter == null) {
      return null;
    }
    if (shape.kind() != SegmentKind.WORD) {
      parameter.kinds |= shape.kind().bit;
      return parameter;
    }
    return parameter.takesWords && takes(segment, shape) ? parameter : null;
  }

  /// Whether a word that is no child belongs to the parameter of its frame.
  private boolean takes(String segment, SegmentShape shape) {
    return isFull || !WordLook.of(shape.value()).isKnown() || taken.contains(segment);
  }

  /// Makes the child a segment leads to, where [#step] found none.
  ///
  /// @param prefix whether a number here may be the version of the API
  PathNode grow(String segment, boolean prefix) {
    SegmentShape shape = SegmentShape.of(segment);
    boolean word = shape.kind() == SegmentKind.WORD || (prefix && isVersionHere(segment, shape));
    if (word && hasRoom(shape)) {
      return addWord(segment);
    }
    PathNode parameter = parameterOf(shape.frame(), shape.kind());
    parameter.takesWords |= word;
    parameter.kinds |= shape.kind().bit;
    return parameter;
  }

  private boolean hasRoom(SegmentShape shape) {
    isFull |= words().size() >= MAX_KNOWN_WORDS;
    return !isFull && (strangers < MAX_WORDS || WordLook.of(shape.value()).isKnown());
  }

  PathNode addWord(String segment) {
    PathNode known = wordsToFill().get(segment);
    if (known != null) {
      return known;
    }
    PathNode child = word();
    wordsToFill().put(segment, child);
    strangers += isStranger(segment) ? 1 : 0;
    return child;
  }

  private Map<String, PathNode> wordsToFill() {
    if (words == null) {
      words = new LinkedHashMap<>(4);
    }
    return words;
  }

  /// Takes a word away: from now on it leads to the parameter that took it.
  void removeWord(String segment) {
    if (words != null && words.remove(segment) != null) {
      boolean stranger = isStranger(segment);
      strangers -= stranger ? 1 : 0;
      if (!stranger) {
        taken(Set.of(segment));
      }
    }
  }

  /// Takes over the known words that lead to parameters of another node.
  void takeOver(PathNode other) {
    isFull |= other.isFull;
    taken(other.taken);
  }

  private void taken(Set<String> segments) {
    Set<String> all = new HashSet<>(taken);
    all.addAll(segments);
    if (all.size() > MAX_KNOWN_WORDS) {
      isFull = true;
    } else {
      taken = Set.copyOf(all);
    }
  }

  private static boolean isStranger(String segment) {
    return !WordLook.of(SegmentShape.of(segment).value()).isKnown();
  }

  /// The parameter of a frame, made if need be.
  PathNode parameterOf(String frame, SegmentKind kind) {
    return framesToFill().computeIfAbsent(bounded(frame), absent -> parameter(absent, kind));
  }

  private Map<String, PathNode> framesToFill() {
    if (frames == null) {
      frames = new LinkedHashMap<>(2);
    }
    return frames;
  }

  private String bounded(String frame) {
    boolean has = frames().containsKey(frame) || frames().size() < MAX_FRAMES;
    return has ? frame : SegmentShape.HOLE;
  }

  /// `/2010-04-01/accounts`, `/1/boards`, `/1.0/users`: as long as there are few of them.
  private boolean isVersionHere(String segment, SegmentShape shape) {
    boolean like =
        switch (shape.kind()) {
          case DATE -> segment.length() == 10;
          case INTEGER -> segment.length() <= 2;
          case NUMBER -> segment.length() <= 5;
          default -> false;
        };
    if (!like || frames().containsKey(SegmentShape.HOLE)) {
      return false;
    }
    int others = 0;
    for (String word : words().keySet()) {
      others += SegmentKind.of(word) != SegmentKind.WORD ? 1 : 0;
    }
    return others < MAX_VERSIONS;
  }

  void save(StateWriter out) {
    out.number(operations.length);
    for (OperationState operation : operations) {
      out.optional(operation, OperationTable::reference);
    }
    out.number(strangers);
    out.flag(isFull);
    out.sorted(taken);
    out.number(calls);
    out.flag(takesWords);
    out.number(absorbed);
    out.number(joined);
    out.list(kindsSeen(), StateWriter::name);
    out.list(
        frames().values(),
        (to, parameter) -> {
          to.text(requireNonNull(parameter.frame));
          to.name(parameter.kind);
          parameter.save(to);
        });
    out.list(
        words().entrySet(),
        (to, word) -> {
          to.text(word.getKey());
          word.getValue().save(to);
        });
  }

  private List<SegmentKind> kindsSeen() {
    return Arrays.stream(SegmentKind.values()).filter(kind -> (kinds & kind.bit) != 0).toList();
  }

  /// Takes back a node and all below it.
  ///
  /// @param levels how many there may be below
  void restore(StateReader in, OperationTable table, int levels) throws StateException {
    operations = new @Nullable OperationState[in.size(MAX_METHODS)];
    for (int i = 0; i < operations.length; i++) {
      operations[i] = in.optional(table::reference);
    }
    strangers = in.small();
    isFull = in.flag();
    taken = Set.copyOf(in.texts());
    calls = in.number();
    takesWords = in.flag();
    absorbed = in.small();
    joined = in.small();
    in.each(from -> kinds |= from.name(SegmentKind.class).bit);
    in.each(from -> restoreBelow(from, table, levels, true));
    in.each(from -> restoreBelow(from, table, levels, false));
  }

  private void restoreBelow(StateReader in, OperationTable table, int levels, boolean isParameter)
      throws StateException {
    in.require(levels > 0, "paths are too deep");
    String segment = in.text();
    PathNode child = isParameter ? parameter(segment, in.name(SegmentKind.class)) : word();
    child.restore(in, table, levels - 1);
    Map<String, PathNode> below = isParameter ? framesToFill() : wordsToFill();
    in.require(below.put(segment, child) == null, "a segment stands twice");
  }
}
