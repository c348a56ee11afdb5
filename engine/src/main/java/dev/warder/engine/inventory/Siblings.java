package dev.warder.engine.inventory;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Words at one place of a tree that may be values of one parameter, and how much speaks for it.
///
///     /users/  alice  bob  carla  search          alice, bob, carla: candidates; search: known
///
/// Evidence adds up in nats, each piece with a weight of its own; only where the sum reaches
/// [#ENOUGH] are the candidates taken for values. What is not decided stays a word.
///
/// Source Teh 2006 for the discount of a Pitman–Yor process: the share of values seen only once
final class Siblings {
  static final double ENOUGH = 2.75;

  /// From so many on, the share of those seen once tells whether more are to come.
  private static final int SEVERAL = 8;

  private static final double MOST_OPEN = 3;

  /// One stranger among words tells little of the next, so each counts for a part of its odds.
  private static final double STRANGER = 0.35;

  private static final double MOST_STRANGE = 4;

  /// So many words that differ in a number only are a series.
  private static final int NUMBERED = 4;

  /// A shorter stem may be that of versions, `v1` to `v4`.
  private static final int LEAST_STEM = 4;

  private static final int STRICT =
      SegmentKind.INTEGER.bit | SegmentKind.UUID.bit | SegmentKind.HEX.bit | SegmentKind.DATE.bit;

  private final String before;
  private final Place place;
  private final double strangeness;
  private final List<Map.Entry<String, PathNode>> candidates = new ArrayList<>();
  private final List<WordLook> looks = new ArrayList<>();
  private final @Nullable PathNode parameter;
  private int known;
  private int inSeries;

  private Siblings(String before, Place place, double strangeness, @Nullable PathNode parameter) {
    this.before = before;
    this.place = place;
    this.strangeness = strangeness;
    this.parameter = parameter;
  }

  /// The words below a node, one group for every frame they could be values in.
  ///
  /// @param before the segment that leads to the node, empty for the root
  /// @param strangeness share of the API's own words that are not known ones, above 0
  static Map<String, Siblings> of(PathNode node, String before, double strangeness) {
    Place place = Place.below(before, node);
    Map<String, Siblings> groups = new LinkedHashMap<>();
    Map<String, Integer> series = series(node);
    for (Map.Entry<String, PathNode> child : node.words().entrySet()) {
      SegmentShape shape = SegmentShape.of(child.getKey());
      if (shape.kind() == SegmentKind.WORD) {
        groups
            .computeIfAbsent(
                shape.frame(),
                frame -> new Siblings(before, place, strangeness, node.frames().get(frame)))
            .add(
                child,
                WordLook.of(shape.value()),
                series.getOrDefault(stem(child.getKey()), 0) >= NUMBERED);
      }
    }
    return groups;
  }

  /// How many words there are of each stem that differ in their last number only: `role-1`,
  /// `role-2`.
  private static Map<String, Integer> series(PathNode node) {
    Map<String, Integer> series = new HashMap<>();
    for (String word : node.words().keySet()) {
      String stem = stem(word);
      if (stem.length() < word.length() && stem.length() >= LEAST_STEM) {
        series.merge(stem, 1, Integer::sum);
      }
    }
    return series;
  }

  /// A word without the number it ends with.
  private static String stem(String word) {
    int end = word.length();
    while (end > 0 && word.charAt(end - 1) >= '0' && word.charAt(end - 1) <= '9') {
      end--;
    }
    return word.substring(0, end);
  }

  private void add(Map.Entry<String, PathNode> child, WordLook look, boolean numbered) {
    if (numbered) {
      inSeries++;
    }
    if (!numbered && (look.isKnown() || isCommand(child.getValue()))) {
      known++;
    } else {
      candidates.add(child);
      looks.add(look);
    }
  }

  /// Whether a word is only ever posted to, where values are called otherwise.
  private boolean isCommand(PathNode node) {
    int methods = parameter == null ? 0 : Methods.of(parameter);
    return methods != 0 && (methods & Methods.POST) == 0 && Methods.of(node) == Methods.POST;
  }

  List<Map.Entry<String, PathNode>> candidates() {
    return candidates;
  }

  /// Candidates that are several words joined by dashes or underscores.
  int joined() {
    int joined = 0;
    for (WordLook look : looks) {
      joined += look.humps() > 1 && !look.camel() ? 1 : 0;
    }
    return joined;
  }

  int size() {
    return candidates.size();
  }

  /// Evidence, in nats, that the candidates are values of one parameter.
  double nats() {
    return place.nats
        + ofStrangeness()
        + ofCompany()
        + ofShape()
        + ofSeries()
        + ofUse()
        + ofWhatFollows()
        + ofParameter();
  }

  /// Beside values of one strict kind words are words; beside tokens of any make they are values.
  private double ofParameter() {
    if (parameter == null) {
      return 0;
    }
    boolean strict = (parameter.kinds & ~STRICT) == 0 && Integer.bitCount(parameter.kinds) == 1;
    return parameter.takesWords ? 3 : strict ? -1 : 2;
  }

  /// Things are numbered through, words of an API hardly ever.
  private double ofSeries() {
    return inSeries * 2 > size() ? 3 : 0;
  }

  private static boolean isCapital(String segment) {
    return segment.length() > 1
        && segment.charAt(0) >= 'A'
        && segment.charAt(0) <= 'Z'
        && segment.charAt(1) >= 'a';
  }

  /// Words of an API are seldom none of [ApiWords], unless it speaks a language of its own.
  private double ofStrangeness() {
    double nats = Math.min(MOST_STRANGE, STRANGER * Math.log(0.85 / strangeness) * size());
    return size() == 2 && parameter == null ? nats - 1 : nats;
  }

  /// Many known words beside them make them words, too.
  private double ofCompany() {
    return known <= size() ? 0 : -1.2 * Math.log((known + 1.0) / (size() + 1.0));
  }

  /// Values are of one length more often than words, words are plurals more often than values.
  private double ofShape() {
    int plurals = 0;
    int joined = 0;
    int capital = 0;
    double share = 0;
    boolean sameLength = true;
    int length = candidates.isEmpty() ? 0 : candidates.getFirst().getKey().length();
    for (int i = 0; i < looks.size(); i++) {
      plurals += looks.get(i).isPlural() ? 1 : 0;
      capital += isCapital(candidates.get(i).getKey()) ? 1 : 0;
      joined += candidates.get(i).getKey().indexOf('-') > 0 ? 1 : 0;
      share += looks.get(i).knownShare();
      sameLength &= candidates.get(i).getKey().length() == length;
    }
    double nats = sameLength && size() >= 3 ? 1.5 : 0;
    nats += size() >= 3 && joined * 5 >= size() * 4 ? 1 : 0;
    nats -= isCapital(before) && capital == size() ? 1.5 : 0;
    nats -= plurals * 2 > size() ? 2 : 0;
    return nats - 2 * share / Math.max(1, size());
  }

  /// Things are changed and deleted; values go on coming, most of them seen once.
  private double ofUse() {
    int once = 0;
    int changed = 0;
    int posted = 0;
    int leaves = 0;
    for (Map.Entry<String, PathNode> candidate : candidates) {
      PathNode node = candidate.getValue();
      once += node.calls <= 1 ? 1 : 0;
      int methods = Methods.of(node);
      leaves += methods != 0 ? 1 : 0;
      changed += Methods.areOfThing(methods) ? 1 : 0;
      posted += methods == Methods.POST ? 1 : 0;
    }
    double nats = leaves > 0 && changed * 2 >= leaves ? 1.5 : 0;
    if (size() >= SEVERAL && (once + 1.0) / (size() + 2.0) >= 0.5) {
      return nats + Math.min(MOST_OPEN, 0.5 + size() / 16.0);
    }
    return leaves > 0 && posted * 2 > leaves ? nats - 1.5 : nats;
  }

  /// Values have the same things below them, words have their own.
  private double ofWhatFollows() {
    Map<String, Integer> next = new HashMap<>();
    int parents = 0;
    int tokens = 0;
    for (Map.Entry<String, PathNode> candidate : candidates) {
      int before = tokens;
      for (String word : Following.of(candidate.getValue())) {
        next.merge(word, 1, Integer::sum);
        tokens++;
      }
      parents += tokens > before ? 1 : 0;
    }
    if (parameter != null) {
      return tokens == 0 ? 0 : likeParameter(parameter, next, tokens);
    }
    if (parents < 2) {
      return 0;
    }
    int shared = 0;
    int distinct = 0;
    for (int count : next.values()) {
      shared += count > 1 ? count : 0;
      distinct += count > 1 ? 1 : 0;
    }
    double agreement = (double) shared / tokens;
    double weight = Math.min(1, (parents - 1) / 2.0) * (agreement > 0.5 && distinct == 1 ? 0.5 : 1);
    return weight * (agreement * 6 - 3);
  }

  private static double likeParameter(PathNode parameter, Map<String, Integer> next, int tokens) {
    Set<String> of = Following.of(parameter);
    if (of.isEmpty()) {
      return 0;
    }
    int shared = 0;
    for (Map.Entry<String, Integer> token : next.entrySet()) {
      shared += of.contains(token.getKey()) ? token.getValue() : 0;
    }
    return 4.0 * shared / tokens - 2;
  }
}
