package dev.warder.policy.select;

import dev.warder.policy.KeyFacts;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What of a key a text can be compared with.
public enum Attribute {
  ID("id", Basis.FIXED),
  TENANT("tenant", Basis.FIXED),
  PARENT("parent", Basis.FIXED),
  ENVIRONMENT("environment", Basis.FIXED),
  PRINCIPAL("principal", Basis.CHANGEABLE),
  INTEGRATION("integration", Basis.CHANGEABLE),
  PRIVILEGE("privilege", Basis.CHANGEABLE),
  STANDING("standing", Basis.CHANGEABLE),
  BINDING("binding", Basis.CHANGEABLE),
  POSTURE("posture", Basis.HISTORY);

  private final String word;
  private final Basis basis;

  Attribute(String word, Basis basis) {
    this.word = word;
    this.basis = basis;
  }

  static @Nullable Attribute of(String word) {
    for (Attribute attribute : values()) {
      if (attribute.word.equals(word)) {
        return attribute;
      }
    }
    return null;
  }

  String word() {
    return word;
  }

  Basis basis() {
    return basis;
  }

  /// All values it can have; empty if it can have any.
  List<String> known() {
    return switch (this) {
      case ENVIRONMENT -> List.of("live", "test");
      case PRIVILEGE -> List.of("privileged", "ordinary", "unknown");
      case STANDING -> List.of("active", "fenced", "rotated", "revoked");
      case BINDING -> List.of("bearer", "bound", "either");
      case ID, TENANT, PARENT, PRINCIPAL, INTEGRATION, POSTURE -> List.of();
    };
  }

  boolean matches(Glob value, KeyFacts key, KeyHistory history) {
    if (this != POSTURE) {
      return value.matches(text(key));
    }
    for (String posture : history.postures(key)) {
      if (value.matches(posture)) {
        return true;
      }
    }
    return false;
  }

  private String text(KeyFacts key) {
    return switch (this) {
      case ID -> key.id();
      case TENANT -> key.tenant();
      case PARENT -> key.parentId();
      case PRINCIPAL -> key.principal();
      case INTEGRATION -> key.integrationKind();
      case ENVIRONMENT ->
          switch (key.environment()) {
            case LIVE -> "live";
            case TEST -> "test";
          };
      case PRIVILEGE ->
          switch (key.privilege()) {
            case PRIVILEGED -> "privileged";
            case ORDINARY -> "ordinary";
            case UNKNOWN -> "unknown";
          };
      case STANDING ->
          switch (key.standing()) {
            case ACTIVE -> "active";
            case FENCED -> "fenced";
            case ROTATED -> "rotated";
            case REVOKED -> "revoked";
          };
      case BINDING ->
          switch (key.binding()) {
            case BEARER -> "bearer";
            case BOUND -> "bound";
            case EITHER -> "either";
          };
      case POSTURE -> "";
    };
  }
}
