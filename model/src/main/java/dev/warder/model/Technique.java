package dev.warder.model;

import static java.util.Objects.requireNonNull;

/// An ATT&CK technique or sub-technique under the tactic it serves here.
///
/// @param uid `T1098` or `T1098.001`
/// @param name the technique's name; for a sub-technique the parent's
/// @param subName the sub-technique's own name, empty for a technique
/// @param tactic what the attacker wants with it here
public record Technique(String uid, String name, String subName, Tactic tactic) {

  public Technique {
    requireNonNull(uid, "uid is null");
    requireNonNull(name, "name is null");
    requireNonNull(subName, "subName is null");
    requireNonNull(tactic, "tactic is null");
  }

  /// The technique's id without a sub-technique: `T1098`.
  public String parentUid() {
    int dot = uid.indexOf('.');
    return dot < 0 ? uid : uid.substring(0, dot);
  }

  public boolean isSubTechnique() {
    return uid.indexOf('.') >= 0;
  }

  /// `Account Manipulation: Additional Cloud Credentials`.
  public String label() {
    return subName.isEmpty() ? name : name + ": " + subName;
  }
}
