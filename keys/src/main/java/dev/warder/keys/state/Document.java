package dev.warder.keys.state;

import static java.util.Objects.requireNonNull;

import dev.warder.keys.Approval;
import java.util.List;

/// Something durable that is no key.
public sealed interface Document {
  /// A wish for a key that needs a second person.
  record Wish(Approval approval) implements Document {
    public Wish {
      requireNonNull(approval, "approval is null");
    }
  }

  /// What a name in scopes stands for.
  ///
  /// @param version counts its changes, from 1
  record ScopeSet(String name, long version, List<String> scopes) implements Document {
    public ScopeSet {
      requireNonNull(name, "name is null");
      scopes = List.copyOf(scopes);
    }
  }

  /// What a pepper that keys are hashed with is known again by.
  ///
  /// @param version of the pepper
  record Pepper(int version, String fingerprint) implements Document {
    public Pepper {
      requireNonNull(fingerprint, "fingerprint is null");
    }
  }

  /// A mass invalidation.
  record Invalidated(Rule rule) implements Document {
    public Invalidated {
      requireNonNull(rule, "rule is null");
    }
  }
}
