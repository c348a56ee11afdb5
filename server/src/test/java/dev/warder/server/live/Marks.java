package dev.warder.server.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;

/// Keys that are marked now; nobody marks one twice.
final class Marks implements KeyMark {
  private final Set<String> marked = new TreeSet<>();

  @Override
  public synchronized void mark(String key, boolean isOpen) {
    assertThat(isOpen ? marked.add(key) : marked.remove(key)).as("marked twice: " + key).isTrue();
  }

  synchronized Set<String> now() {
    return Set.copyOf(marked);
  }
}
