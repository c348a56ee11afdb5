package dev.warder.keys.service;

import dev.warder.keys.ledger.Draft;
import dev.warder.keys.state.Document;
import dev.warder.policy.Grant;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// What the scope sets that a grant names open at present.
///
/// Guarantees that no two definitions of a set have the same digest: one that was put back is
/// another, since its version never comes again
///
/// @param digest what they are known again by; empty if the grant names none
/// @param patterns what each opens, by name
record Opened(String digest, Map<String, List<String>> patterns) {
  static Opened of(Draft draft, Grant grant) {
    Map<String, List<String>> patterns = new TreeMap<>();
    StringBuilder text = new StringBuilder();
    Stream.concat(grant.scope().entries().stream(), grant.exempt().entries().stream())
        .filter(entry -> entry.startsWith("@"))
        .map(entry -> entry.substring(1))
        .distinct()
        .sorted()
        .forEach(name -> {
          Document.ScopeSet set = draft.scopeSet(name);
          // A key that is there names no other.
          List<String> opens = set == null ? List.of() : set.scopes();
          patterns.put(name, opens);
          text.append(name).append(' ').append(set == null ? 0 : set.version()).append('\n');
          opens.forEach(pattern -> text.append(pattern).append('\n'));
        });
    return patterns.isEmpty()
        ? new Opened("", Map.of())
        : new Opened(Names.digest(text.toString().getBytes(StandardCharsets.UTF_8)), patterns);
  }
}
