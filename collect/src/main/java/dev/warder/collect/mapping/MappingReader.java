package dev.warder.collect.mapping;

import dev.warder.collect.mapping.MappingNode.Fields;
import dev.warder.collect.mapping.MappingNode.Scalar;
import dev.warder.collect.mapping.MappingNode.Sequence;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads a mapping file strictly: what it does not know it refuses, with the line and what would be
/// allowed.
///
/// Errors [MappingException] Source the public format, `docs/mapping.md`
public final class MappingReader {
  private static final Set<String> ROOT = Set.of("about", "records", "when", "fields");
  private static final Map<String, Integer> UNITS = Map.of("s", 6, "ms", 3, "us", 0, "ns", -3);
  private static final Set<Word> CALLED =
      Set.of(Word.REQUEST, Word.TARGET, Word.URL, Word.PATH, Word.ROUTE, Word.ACTION);

  private final String file;
  private final PointerTrie trie = new PointerTrie();
  private final Map<Word, Rule> rules = new EnumMap<>(Word.class);
  private final List<TimeForm> timeForms = new ArrayList<>();
  private int latencyPower;

  private MappingReader(String file) {
    this.file = file;
  }

  /// Reads a mapping.
  ///
  /// @param file name for messages
  /// @param bytes content, YAML or JSON, UTF-8
  public static Mapping read(String file, byte[] bytes) {
    return new MappingReader(file).mapping(MappingDocument.read(file, bytes));
  }

  private Mapping mapping(MappingNode node) {
    Fields root = fields(node, "a mapping file");
    requireKnown(root, ROOT, "a mapping file");
    MappingNode about = root.byName().get("about");
    if (about != null) {
      scalar(about, "about");
    }
    List<String> records = List.of();
    MappingNode list = root.byName().get("records");
    if (list != null) {
      records = steps(scalar(list, "records"));
    }
    readFields(fields(required(root, "fields", "a mapping file"), "fields"));
    Recognition recognition = Recognition.ANYTHING;
    MappingNode when = root.byName().get("when");
    if (when != null) {
      recognition = recognition(fields(when, "when"));
    }
    if (trie.size() > PointerTrie.MAX_POINTERS) {
      throw fault(root, "more than " + PointerTrie.MAX_POINTERS + " fields");
    }
    return new Mapping(trie.freeze(), rules, recognition, timeForms, latencyPower, records);
  }

  private void readFields(Fields fields) {
    fields
        .byName()
        .forEach((label, node) -> {
          Word word = Word.of(label);
          if (word == null) {
            throw fault(node, label + " is no word; allowed: " + Word.labels());
          }
          rules.put(word, rule(word, node));
        });
    if (!rules.containsKey(Word.TIME)) {
      throw fault(fields, "time is missing: every call needs one");
    }
    if (CALLED.stream().noneMatch(rules::containsKey)) {
      throw fault(
          fields, "what was called is missing: give request, target, url, path, route or action");
    }
    if (timeForms.isEmpty()) {
      timeForms.add(TimeForm.Named.AUTO);
    }
  }

  private Rule rule(Word word, MappingNode node) {
    if (!(node instanceof Fields options)) {
      if (word == Word.LATENCY) {
        throw fault(node, "latency needs a unit: write {at: /pointer, unit: s}, or ms, us, ns");
      }
      return new Rule(pointers(node, word.label()), "");
    }
    requireKnown(options, allowed(word), word.label());
    List<Integer> pointers = List.of();
    MappingNode at = options.byName().get("at");
    if (at != null) {
      pointers = pointers(at, word.label());
    }
    String constant = "";
    MappingNode value = options.byName().get("constant");
    if (value != null) {
      constant = scalar(value, "constant").text();
    }
    if (pointers.isEmpty() && constant.isEmpty()) {
      throw fault(node, word.label() + " has neither a pointer nor a constant");
    }
    if (word == Word.TIME) {
      readTimeForms(options);
    } else if (word == Word.LATENCY) {
      latencyPower = power(required(options, "unit", "latency"));
    }
    return new Rule(pointers, constant);
  }

  private static Set<String> allowed(Word word) {
    Set<String> allowed = new LinkedHashSet<>(List.of("at"));
    if (word.mayBeConstant()) {
      allowed.add("constant");
    }
    if (word == Word.TIME) {
      allowed.addAll(List.of("as", "zone"));
    } else if (word == Word.LATENCY) {
      allowed.add("unit");
    }
    return allowed;
  }

  private int power(MappingNode node) {
    Integer power = UNITS.get(scalar(node, "unit").text());
    if (power == null) {
      throw fault(node, "unit is none of s, ms, us, ns");
    }
    return power;
  }

  private void readTimeForms(Fields options) {
    MappingNode as = options.byName().get("as");
    MappingNode zoneNode = options.byName().get("zone");
    String zone = zoneNode == null ? "" : scalar(zoneNode, "zone").text();
    boolean zoneUsed = false;
    for (MappingNode node : as == null ? List.<MappingNode>of() : items(as)) {
      TimeForm named = named(scalar(node, "as").text());
      if (named == null) {
        zoneUsed = true;
      }
      timeForms.add(named == null ? pattern(node, zone) : named);
    }
    if (zoneNode != null && !zoneUsed) {
      throw fault(zoneNode, "zone goes with a pattern only");
    }
  }

  private static @Nullable TimeForm named(String label) {
    for (TimeForm.Named form : TimeForm.Named.values()) {
      if (form.label().equals(label)) {
        return form;
      }
    }
    return null;
  }

  private TimeForm pattern(MappingNode node, String zone) {
    String text = scalar(node, "as").text();
    if (!text.contains("yyyy")) {
      StringBuilder names = new StringBuilder();
      for (TimeForm.Named form : TimeForm.Named.values()) {
        names.append(form.label()).append(", ");
      }
      throw fault(node, text + " is no form of time; allowed: " + names + "or a pattern with yyyy");
    }
    try {
      return TimePattern.of(text, zone);
    } catch (IllegalArgumentException e) {
      throw new MappingException(
          file + ":" + node.line() + ": pattern " + text + ": " + e.getMessage(), e);
    }
  }

  private Recognition recognition(Fields when) {
    requireKnown(when, Set.of("present", "absent", "any", "equal"), "when");
    List<List<Integer>> any = new ArrayList<>();
    MappingNode groups = when.byName().get("any");
    if (groups != null) {
      if (!(groups instanceof Sequence list)) {
        throw fault(groups, "any is a list of lists of pointers");
      }
      list.items().forEach(group -> any.add(pointers(group, "any")));
    }
    return new Recognition(
        optionalPointers(when, "present"), optionalPointers(when, "absent"), any, equal(when));
  }

  private List<Integer> optionalPointers(Fields when, String name) {
    MappingNode node = when.byName().get(name);
    return node == null ? List.of() : pointers(node, name);
  }

  private Map<Integer, Set<String>> equal(Fields when) {
    Map<Integer, Set<String>> equal = new LinkedHashMap<>();
    MappingNode node = when.byName().get("equal");
    if (node != null) {
      fields(node, "equal")
          .byName()
          .forEach((pointer, values) -> {
            Set<String> texts = new LinkedHashSet<>();
            items(values).forEach(value -> texts.add(scalar(value, "equal").text()));
            equal.put(trie.add(steps(new Scalar(pointer, values.line()))), texts);
          });
    }
    return equal;
  }

  private List<Integer> pointers(MappingNode node, String name) {
    List<Integer> pointers = new ArrayList<>();
    for (MappingNode item : items(node)) {
      pointers.add(trie.add(steps(scalar(item, name))));
    }
    if (pointers.isEmpty()) {
      throw fault(node, name + " has no pointer");
    }
    return pointers;
  }

  /// The steps of a JSON Pointer.
  private List<String> steps(Scalar pointer) {
    String text = pointer.text();
    if (text.isEmpty() || text.charAt(0) != '/') {
      throw fault(pointer, "a pointer starts with / and names a field, such as /request/method");
    }
    List<String> steps = new ArrayList<>();
    for (String step : text.substring(1).split("/", -1)) {
      for (int i = step.indexOf('~'); i >= 0; i = step.indexOf('~', i + 1)) {
        char next = i + 1 < step.length() ? step.charAt(i + 1) : ' ';
        if (next != '0' && next != '1') {
          throw fault(pointer, "in a pointer ~ is written ~0 and / is written ~1: " + text);
        }
      }
      steps.add(step.replace("~1", "/").replace("~0", "~"));
    }
    if (steps.size() > PointerTrie.MAX_DEPTH) {
      throw fault(pointer, "a pointer has at most " + PointerTrie.MAX_DEPTH + " steps");
    }
    return steps;
  }

  private static List<MappingNode> items(MappingNode node) {
    return node instanceof Sequence list ? list.items() : List.of(node);
  }

  private Scalar scalar(MappingNode node, String name) {
    if (node instanceof Scalar scalar) {
      return scalar;
    }
    throw fault(node, name + " is one text, not a list or an object");
  }

  private Fields fields(MappingNode node, String name) {
    if (node instanceof Fields fields) {
      return fields;
    }
    throw fault(node, name + " is an object");
  }

  private MappingNode required(Fields fields, String name, String where) {
    MappingNode node = fields.byName().get(name);
    if (node == null) {
      throw fault(fields, name + " is missing in " + where);
    }
    return node;
  }

  private void requireKnown(Fields fields, Set<String> allowed, String where) {
    fields
        .byName()
        .forEach((name, node) -> {
          if (!allowed.contains(name)) {
            throw fault(
                node,
                name
                    + " is unknown in "
                    + where
                    + "; allowed: "
                    + String.join(", ", allowed.stream().sorted().toList()));
          }
        });
  }

  private MappingException fault(MappingNode node, String what) {
    return new MappingException(file + ":" + node.line() + ": " + what);
  }
}
