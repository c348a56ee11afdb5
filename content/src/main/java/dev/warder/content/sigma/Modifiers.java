package dev.warder.content.sigma;

import com.google.re2j.Pattern;
import dev.warder.content.YamlNode;
import dev.warder.content.sigma.LeftOut.Kind;
import dev.warder.content.sigma.TextPattern.Letters;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What stands behind a field's name: `field|contains|all`.
///
/// @param use how values are compared
/// @param join whether one value is enough
/// @param letters whether case counts
/// @param flags of a pattern, as RE2J has them
///
///   Source Sigma specification 2.1, appendix "Modifiers"
record Modifiers(Use use, Join join, Letters letters, int flags) {

  /// How values are compared.
  enum Use {
    WHOLE,
    STARTSWITH,
    ENDSWITH,
    CONTAINS,
    RE,
    CIDR,
    GT,
    GTE,
    LT,
    LTE,
    EXISTS,
    FIELDREF
  }

  /// How many of the values must hold.
  enum Join {
    ONE,
    ALL
  }

  static Modifiers of(List<String> names, YamlNode at) {
    Use use = Use.WHOLE;
    Join join = Join.ONE;
    Letters letters = Letters.ANY_CASE;
    int flags = 0;
    for (String name : names) {
      Use named = use(name);
      if (named != null && use != Use.WHOLE) {
        throw new Refusal(Kind.UNSUPPORTED, at, "modifiers " + String.join("|", names));
      }
      if (named != null) {
        use = named;
      } else if (name.equals("all")) {
        join = Join.ALL;
      } else if (name.equals("cased")) {
        letters = Letters.EXACT;
      } else if (use == Use.RE && flag(name) != 0) {
        flags |= flag(name);
      } else {
        throw new Refusal(Kind.UNSUPPORTED, at, "modifier " + name);
      }
    }
    return new Modifiers(use, join, letters, flags);
  }

  private static @Nullable Use use(String name) {
    return switch (name) {
      case "startswith" -> Use.STARTSWITH;
      case "endswith" -> Use.ENDSWITH;
      case "contains" -> Use.CONTAINS;
      case "re" -> Use.RE;
      case "cidr" -> Use.CIDR;
      case "gt" -> Use.GT;
      case "gte" -> Use.GTE;
      case "lt" -> Use.LT;
      case "lte" -> Use.LTE;
      case "exists" -> Use.EXISTS;
      case "fieldref" -> Use.FIELDREF;
      default -> null;
    };
  }

  private static int flag(String name) {
    return switch (name) {
      case "i" -> Pattern.CASE_INSENSITIVE;
      case "m" -> Pattern.MULTILINE;
      case "s" -> Pattern.DOTALL;
      default -> 0;
    };
  }
}
