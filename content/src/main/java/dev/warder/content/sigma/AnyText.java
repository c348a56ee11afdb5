package dev.warder.content.sigma;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/// Any of several values. Those without wildcards are looked up, so that a list of hundreds costs
/// no more than one.
final class AnyText implements Predicate<String> {
  private final Set<String> plain = new HashSet<>();
  private final List<Predicate<String>> others = new ArrayList<>();

  AnyText(List<? extends Predicate<String>> tests) {
    for (Predicate<String> test : tests) {
      if (test instanceof TextPattern pattern && pattern.isPlain()) {
        plain.add(pattern.plain());
      } else {
        others.add(test);
      }
    }
  }

  @Override
  public boolean test(String value) {
    if (!plain.isEmpty() && plain.contains(Texts.folded(value))) {
      return true;
    }
    for (int i = 0; i < others.size(); i++) {
      if (others.get(i).test(value)) {
        return true;
      }
    }
    return false;
  }
}
