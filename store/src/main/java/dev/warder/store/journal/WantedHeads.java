package dev.warder.store.journal;

import java.util.ArrayList;
import java.util.List;

/// Heads that a chain must hold, and which of them it was seen to hold. Confined to one thread.
final class WantedHeads {
  private final List<Wanted> all = new ArrayList<>();

  /// A head that must be there.
  static final class Wanted {
    private final SignedHead head;
    private final String name;
    private boolean seen;

    private Wanted(SignedHead head, String name) {
      this.head = head;
      this.name = name;
    }

    SignedHead head() {
      return head;
    }

    /// What to call it.
    String name() {
      return name;
    }

    boolean isSeen() {
      return seen;
    }
  }

  void add(SignedHead head, String name) {
    all.add(new Wanted(head, name));
  }

  void see(SignedHead head) {
    for (Wanted wanted : all) {
      wanted.seen |= wanted.head.equals(head);
    }
  }

  List<Wanted> all() {
    return all;
  }
}
