package dev.warder.content;

import java.util.List;
import java.util.Map;

/// One node of a YAML document. Scalars stay text: who asks for a field says what it must be.
public sealed interface YamlNode {

  /// Line in the file, from 1.
  int line();

  record Scalar(String text, int line) implements YamlNode {}

  record Sequence(List<YamlNode> items, int line) implements YamlNode {}

  /// Nothing where a value could stand: `field:` or `field: null`. Only for readers that ask for
  /// it.
  record Nothing(int line) implements YamlNode {}

  record Mapping(Map<String, YamlNode> fields, int line) implements YamlNode {}
}
