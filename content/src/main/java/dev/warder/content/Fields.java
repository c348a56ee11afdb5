package dev.warder.content;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The fields of one YAML mapping, read strictly: each is asked for by name and kind, and [#end]
/// refuses those nobody asked for.
final class Fields {
  private static final int ALONE = -1;

  private final String file;
  private final @Nullable Fields parent;
  private final String name;
  private final int index;
  private final YamlNode.Mapping mapping;
  private final Set<String> asked = new TreeSet<>();

  private Fields(
      String file, @Nullable Fields parent, String name, int index, YamlNode.Mapping mapping) {
    this.file = file;
    this.parent = parent;
    this.name = name;
    this.index = index;
    this.mapping = mapping;
  }

  /// The fields of a document.
  static Fields of(String file, YamlNode node) {
    if (node instanceof YamlNode.Mapping mapping) {
      return new Fields(file, null, "", ALONE, mapping);
    }
    throw new ContentException(file + ":" + node.line() + ": the document must be a mapping");
  }

  /// Names of all fields, for mappings whose names are data.
  Set<String> names() {
    return mapping.fields().keySet();
  }

  boolean has(String name) {
    asked.add(name);
    return mapping.fields().containsKey(name);
  }

  /// The one of several fields that is given.
  String oneOf(List<String> names) {
    String given = null;
    int count = 0;
    for (String name : names) {
      if (has(name)) {
        given = name;
        count++;
      }
    }
    if (given == null || count != 1) {
      throw problem(given == null ? "it" : given, "needs exactly one of " + names);
    }
    return given;
  }

  String text(String name) {
    return textOf(name, required(name));
  }

  String text(String name, String otherwise) {
    return has(name) ? text(name) : otherwise;
  }

  /// A text that says something.
  String prose(String name) {
    String text = text(name).strip();
    if (text.isEmpty()) {
      throw problem(name, "must not be empty");
    }
    return text;
  }

  /// A list of texts; empty if the field is absent.
  List<String> texts(String name) {
    if (!has(name)) {
      return List.of();
    }
    List<String> texts = new ArrayList<>();
    for (YamlNode item : itemsOf(name)) {
      texts.add(textOf(name, item));
    }
    return texts;
  }

  /// A list of texts that must have an entry.
  List<String> someTexts(String name) {
    List<String> texts = texts(name);
    if (texts.isEmpty()) {
      throw problem(name, "must have at least one entry");
    }
    return texts;
  }

  double number(String name) {
    return numberOf(name, text(name));
  }

  private double numberOf(String name, String text) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw problem(name, "must be a number, is '" + text + "'");
    }
  }

  List<Double> numbers(String name) {
    List<Double> numbers = new ArrayList<>();
    for (String text : someTexts(name)) {
      numbers.add(numberOf(name, text));
    }
    return numbers;
  }

  int integer(String name) {
    String text = text(name);
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw problem(name, "must be a whole number, is '" + text + "'");
    }
  }

  Duration duration(String name) {
    String text = text(name);
    try {
      return Duration.parse(text);
    } catch (DateTimeParseException e) {
      throw problem(name, "must be an ISO 8601 duration such as PT10M, is '" + text + "'");
    }
  }

  /// One of a closed vocabulary, spelled as the constants are.
  <E extends Enum<E>> E constant(String name, Class<E> type) {
    return constantOf(name, text(name), type);
  }

  <E extends Enum<E>> List<E> constants(String name, Class<E> type) {
    return texts(name).stream().map(text -> constantOf(name, text, type)).toList();
  }

  /// One of a few words; `otherwise` if the field is absent.
  <T> T choice(String name, Map<String, T> words, T otherwise) {
    return has(name) ? choice(name, words) : otherwise;
  }

  /// One of a few words.
  <T> T choice(String name, Map<String, T> words) {
    T value = words.get(text(name));
    if (value == null) {
      throw problem(name, "is '" + text(name) + "'; allowed: " + new TreeSet<>(words.keySet()));
    }
    return value;
  }

  Fields fields(String name) {
    return child(name, ALONE, required(name));
  }

  List<Fields> list(String name) {
    List<Fields> list = new ArrayList<>();
    for (YamlNode item : itemsOf(name)) {
      list.add(child(name, list.size(), item));
    }
    return list;
  }

  /// Call when everything was asked for: a field left over is a mistake in the file.
  void end() {
    for (Map.Entry<String, YamlNode> field : mapping.fields().entrySet()) {
      if (!asked.contains(field.getKey())) {
        throw new ContentException(
            at(field.getValue().line(), field.getKey()) + " is not a field; allowed: " + asked);
      }
    }
  }

  ContentException problem(String name, String what) {
    YamlNode node = mapping.fields().get(name);
    return new ContentException(at(node == null ? mapping.line() : node.line(), name) + " " + what);
  }

  private Fields child(String name, int index, YamlNode node) {
    if (node instanceof YamlNode.Mapping inner) {
      return new Fields(file, this, name, index, inner);
    }
    throw new ContentException(at(node.line(), name) + " must be a mapping");
  }

  private String at(int line, String name) {
    return file + ":" + line + ": " + path() + name;
  }

  /// Where this mapping stands, `` or `trigger.on.`; made only for messages.
  private String path() {
    if (parent == null) {
      return "";
    }
    String position = index == ALONE ? "." : "[" + index + "].";
    return parent.path() + name + position;
  }

  private YamlNode required(String name) {
    asked.add(name);
    YamlNode node = mapping.fields().get(name);
    if (node == null) {
      throw problem(name, "is missing");
    }
    return node;
  }

  private String textOf(String name, @Nullable YamlNode node) {
    if (node instanceof YamlNode.Scalar scalar) {
      return scalar.text();
    }
    throw problem(name, "must be text");
  }

  private List<YamlNode> itemsOf(String name) {
    if (required(name) instanceof YamlNode.Sequence sequence) {
      return sequence.items();
    }
    throw problem(name, "must be a list");
  }

  private <E extends Enum<E>> E constantOf(String name, String text, Class<E> type) {
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equals(text)) {
        return constant;
      }
    }
    String allowed =
        Arrays.stream(type.getEnumConstants()).map(Enum::name).collect(Collectors.joining(", "));
    throw problem(name, "is '" + text + "'; allowed: " + allowed);
  }
}
