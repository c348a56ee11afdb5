package dev.warder.collect.mapping;

import java.util.List;
import java.util.Map;

/// One node of a mapping file. Scalars stay text: who asks for one says what it must be.
sealed interface MappingNode {

  /// Line in the file, from 1.
  int line();

  record Scalar(String text, int line) implements MappingNode {}

  record Sequence(List<MappingNode> items, int line) implements MappingNode {}

  record Fields(Map<String, MappingNode> byName, int line) implements MappingNode {}
}
