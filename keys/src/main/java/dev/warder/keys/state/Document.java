package dev.warder.keys.state;

import static java.util.Objects.requireNonNull;

import dev.warder.keys.Approval;
import dev.warder.keys.foreign.ForeignFormat;
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

  /// A tenant of which nothing personal is kept any more, and of which no key will be.
  ///
  /// @param by id of the actor who asked for it
  /// @param micros when, microseconds since the epoch, UTC
  /// @param rules how many mass invalidations were there then
  record Forgotten(String tenant, String by, long micros, int rules) implements Document {
    public Forgotten {
      requireNonNull(tenant, "tenant is null");
      requireNonNull(by, "by is null");
      if (tenant.isEmpty() || rules < 0) {
        throw new IllegalArgumentException("a tenant to forget has a name");
      }
    }
  }

  /// How keys of another system look and were hashed; the same for ever.
  ///
  /// @param fingerprint what the pepper they were hashed under is known again by; empty if there is
  ///   none
  record Format(ForeignFormat format, String fingerprint) implements Document {
    public Format {
      requireNonNull(format, "format is null");
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
