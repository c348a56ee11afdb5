package dev.warder.keys.proof;

import dev.warder.keys.proof.BareItem.StringItem;
import dev.warder.keys.proof.Member.Item;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One part of a message that a signature covers.
///
/// @param name of a header field, in lower case, or of what is derived from the message, with `@`
/// @param parameter which query parameter, as it is spelled in the signature; empty for others
record Component(String name, String parameter) {
  static final String QUERY_PARAMETER = "@query-param";

  private static final int MAX_NAME = 64;
  private static final Set<String> DERIVED =
      Set.of(
          "@method",
          "@target-uri",
          "@authority",
          "@scheme",
          "@request-target",
          "@path",
          "@query",
          QUERY_PARAMETER);

  /// Fields that hold the signature itself.
  private static final Set<String> OWN_FIELDS = Set.of("signature", "signature-input");

  /// What an entry of a signature's list names; null if it is nothing that can be covered here.
  static @Nullable Component of(Item item) {
    if (!(item.value() instanceof StringItem(String name))) {
      return null;
    }
    if (!name.equals(QUERY_PARAMETER)) {
      return item.parameters().isEmpty() && isName(name) ? new Component(name, "") : null;
    }
    return item.parameters().size() == 1
            && item.parameters().get("name") instanceof StringItem(String parameter)
        ? new Component(name, parameter)
        : null;
  }

  /// Whether this can be asked of every signature: anything that takes no parameter.
  static boolean isName(String name) {
    if (name.startsWith("@")) {
      return DERIVED.contains(name) && !name.equals(QUERY_PARAMETER);
    }
    return isFieldName(name) && !OWN_FIELDS.contains(name);
  }

  private static boolean isFieldName(String name) {
    if (name.isEmpty() || name.length() > MAX_NAME) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (!FieldParser.isTokenCharacter(c) || (c >= 'A' && c <= 'Z')) {
        return false;
      }
    }
    return true;
  }

  boolean isDerived() {
    return name.startsWith("@");
  }

  /// Whether signing this signs another component as well.
  boolean implies(String other) {
    return switch (name) {
      case "@target-uri" ->
          Set.of("@scheme", "@authority", "@request-target", "@path", "@query").contains(other);
      case "@request-target" -> Set.of("@path", "@query").contains(other);
      default -> name.equals(other);
    };
  }
}
